import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { ownMetric } from "./alarm.ts";
import type { DataStack } from "./data-stack.ts";
import type { RatingStack } from "./rating-stack.ts";
import type { StageSettings } from "./stage.ts";
import type { WebStack } from "./web-stack.ts";

const period = Duration.minutes(5);
const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, left, right, width: 12, height: 6 });

/** One page in the console: are calls charged, does the API answer, what does the table do. */
export function addDashboard(
  scope: Construct,
  stage: StageSettings,
  { web, data, rating }: { web: WebStack; data: DataStack; rating: RatingStack },
): void {
  const own = (name: string, statistic: "Sum" | "Maximum" = "Sum") => ownMetric(stage, name, statistic, period);
  const sum = { statistic: "Sum", period };
  const table = (metricName: string) =>
    new Metric({
      namespace: "AWS/DynamoDB",
      metricName,
      dimensionsMap: { TableName: data.table.tableName },
      ...sum,
    });
  const { api } = web;
  const { fn } = rating.rating;
  new Dashboard(scope, "Dashboard", {
    dashboardName: `switchbook-${stage.name}`,
    widgets: [
      [
        graph("Calls", [own("CallsTaken"), own("CallsParked"), own("CallsUnrated")]),
        graph(
          "Rating: oldest record (ms), time of a batch (ms)",
          [fn.metric("IteratorAge", { statistic: "Maximum", period })],
          [fn.metricDuration({ statistic: "p99", period })],
        ),
      ],
      [
        graph(
          "API: requests, faults",
          [api.metricCount(sum)],
          [api.metricClientError(sum), api.metricServerError(sum)],
        ),
        graph("API: time of an answer (ms)", [
          api.metricLatency({ statistic: "p50", period }),
          api.metricLatency({ statistic: "p99", period }),
        ]),
      ],
      [
        graph("Table: units", [table("ConsumedWriteCapacityUnits"), table("ConsumedReadCapacityUnits")]),
        graph("Table: refusals", [table("WriteThrottleEvents"), table("TransactionConflict")]),
      ],
      [
        graph("Stream: in (bytes)", [data.stream.metricIncomingBytes(sum)]),
        graph("Money: findings, refusals for spend, lag of the sweeper", [
          new Metric({ namespace: "Switchbook", metricName: `LedgerFaults-${stage.name}`, ...sum }),
          own("SpendRefusals"),
          own("SweeperLagSeconds", "Maximum"),
        ]),
      ],
    ],
  });
}
