import { type Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { StageSettings } from "./stage.ts";

/** The stage's own topic; its name is fixed, so that every stack can speak to it without importing it. */
export const topicName = (stage: StageSettings): string => `switchbook-${stage.name}-alarms`;

/** Where alarms of the stage go. */
export function topicArn(scope: Construct, stage: StageSettings): string {
  const { partition, region, account } = Stack.of(scope);
  return stage.alarmTopicArn ?? `arn:${partition}:sns:${region}:${account}:${topicName(stage)}`;
}

/** A figure that the functions themselves write (functions/platform/metric.ts). */
export const ownMetric = (stage: StageSettings, metricName: string, statistic: "Sum" | "Maximum", period: Duration) =>
  new Metric({
    namespace: "Switchbook",
    metricName,
    statistic,
    period,
    dimensionsMap: { Stage: stage.name },
  });

export interface AlarmAt {
  metric: IMetric;
  threshold: number;
  /** The section of docs/operations.md that says what it means and what to do. */
  section: string;
  /** One sentence for whoever is woken up. */
  says: string;
  /** Evaluations in a row; one without it. */
  periods?: number;
  /** No figure is an alarm, too. */
  silenceIsBad?: boolean;
}

/** An alarm at or above the threshold, told to the stage's topic. */
export function alarmAt(scope: Construct, id: string, stage: StageSettings, what: AlarmAt): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: what.metric,
    threshold: what.threshold,
    evaluationPeriods: what.periods ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: what.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${what.says} What to do: docs/operations.md#${what.section}`,
  });
  alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(scope, `${id}Topic`, topicArn(scope, stage))));
  return alarm;
}
