import { Duration, Stack } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Rule } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type AlarmAt, alarmAt, ownMetric, topicArn } from "./alarm.ts";
import { addDashboard } from "./dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import type { RatingStack } from "./rating-stack.ts";
import type { StageSettings } from "./stage.ts";
import type { WebStack } from "./web-stack.ts";

const five = Duration.minutes(5);
const hour = Duration.hours(1);

/** Calls of CloudTrail that weaken what protects the data. */
const weakenings = [
  "UpdateContinuousBackups",
  "DeleteTable",
  "UpdateTable",
  "DisableKey",
  "ScheduleKeyDeletion",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "PutBucketPolicy",
  "DeleteBucketPolicy",
];
/** The same for the copies in another account. */
const weakeningsOfCopies = ["UpdateBackupPlan", "DeleteBackupPlan", "DeleteBackupSelection", "DeleteRecoveryPoint"];

interface Watched {
  web: WebStack;
  data: DataStack;
  rating: RatingStack;
}

/** The alarms that are about the whole rather than one function, and the dashboard. Each has its section in docs/operations.md. */
export class WatchStack extends Stack {
  private readonly stage: StageSettings;
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, stage: StageSettings, watched: Watched) {
    super(scope, id);
    this.stage = stage;
    this.topic = Topic.fromTopicArn(this, "Topic", topicArn(this, stage));
    this.watchMoney();
    this.watchAudit();
    this.watchCalls();
    this.watchDoor(watched.web);
    this.watchTable(watched.data);
    this.watchEvents(watched.data);
    if (stage.copyVaultArn) this.watchCopies(watched.data);
    addDashboard(this, stage, watched);
  }

  private alarm(id: string, what: AlarmAt): void {
    alarmAt(this, id, this.stage, what);
  }

  private own(name: string, period: Duration, statistic: "Sum" | "Maximum" = "Sum"): IMetric {
    return ownMetric(this.stage, name, statistic, period);
  }

  private watchMoney(): void {
    this.alarm("SpendAnomaly", {
      metric: this.own("SpendRefusals", five),
      threshold: 20,
      section: "calls-are-refused-for-what-they-spend",
      says: "Limits against fraud refuse calls: somebody's account may be abused.",
    });
    this.alarm("SweeperLag", {
      metric: this.own("SweeperLagSeconds", five, "Maximum"),
      threshold: 300,
      silenceIsBad: true,
      periods: 2,
      section: "held-money-is-not-given-back",
      says: "Money that calls hold is given back late, or nobody looks.",
    });
  }

  private watchAudit(): void {
    this.alarm("AuditChanged", {
      metric: this.own("AuditDaysChanged", hour),
      threshold: 1,
      section: "the-audit-was-changed",
      says: "Lines of the audit are not those that were sealed.",
    });
  }

  private watchCalls(): void {
    const [parked, taken] = [this.own("CallsParked", hour), this.own("CallsTaken", hour)];
    this.alarm("ManyParked", {
      metric: new MathExpression({
        expression: "IF(taken > 0, 100 * parked / taken, 0)",
        usingMetrics: { parked, taken },
        period: hour,
      }),
      threshold: 0.1,
      section: "records-are-parked",
      says: "More than one record in a thousand could not be charged.",
    });
    this.alarm("CallDaysDamaged", {
      metric: this.own("CallDaysDamaged", hour),
      threshold: 1,
      section: "the-calls-of-a-day-are-not-in-their-file",
      says: "The file of a day's calls does not read back, or is gone.",
    });
    this.alarm("Unrated", {
      metric: this.own("CallsUnrated", hour),
      threshold: 50,
      section: "records-are-parked",
      says: "Fifty calls in an hour have no rate.",
    });
  }

  private watchDoor({ api }: WebStack): void {
    const of = (name: string) => api.metric(name, { statistic: "Sum", period: five });
    this.alarm("ApiFaults", {
      metric: new MathExpression({
        expression: "IF(asked > 100, 100 * faults / asked, 0)",
        usingMetrics: { faults: of("5xx"), asked: of("Count") },
        period: five,
      }),
      threshold: 0.5,
      section: "the-api-answers-with-faults",
      says: "More than one answer in two hundred is a fault of ours.",
    });
    this.alarm("FailedSignIns", {
      metric: this.own("FailedSignIns", five),
      threshold: 50,
      section: "many-sign-ins-fail",
      says: "Fifty sign-ins failed in five minutes: somebody tries passwords.",
    });
  }

  private watchTable({ table }: DataStack): void {
    const dimensionsMap = { TableName: table.tableName };
    const of = (metricName: string, more: Record<string, string>, statistic: string) =>
      new Metric({
        namespace: "AWS/DynamoDB",
        metricName,
        dimensionsMap: { ...dimensionsMap, ...more },
        statistic,
        period: five,
      });
    const done = of("SuccessfulRequestLatency", { Operation: "TransactWriteItems" }, "SampleCount");
    this.alarm("Conflicts", {
      metric: new MathExpression({
        expression: "IF(conflicts + done > 100, 100 * conflicts / (conflicts + done), 0)",
        usingMetrics: { conflicts: of("TransactionConflict", {}, "Sum"), done },
        period: five,
      }),
      threshold: 5,
      section: "transactions-meet-each-other",
      says: "More than one transaction in twenty meets another one.",
    });
    this.alarm("TableThrottles", {
      metric: of("WriteThrottleEvents", {}, "Sum"),
      threshold: 100,
      section: "the-table-throttles",
      says: "The table refuses writes because too many come at once.",
    });
  }

  /** Rules of the event bus whose every match is an alarm. */
  private watchEvents({ files }: DataStack): void {
    const { topic } = this;
    const copies = this.stage.copyVaultArn ? { sources: ["aws.backup"], names: weakeningsOfCopies } : undefined;
    const undelivered = new Rule(this, "UndeliveredRule", {
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [files.bucketName] }, object: { key: [{ prefix: "aws/lambda/" }] } },
      },
      targets: [new SnsTopic(topic)],
    });
    const weakened = new Rule(this, "WeakenedRule", {
      eventPattern: {
        source: ["aws.dynamodb", "aws.kms", "aws.s3", ...(copies?.sources ?? [])],
        detailType: ["AWS API Call via CloudTrail"],
        detail: { eventName: [...weakenings, ...(copies?.names ?? [])] },
      },
      targets: [new SnsTopic(topic)],
    });
    this.alarm("Undelivered", {
      metric: this.matches(undelivered),
      threshold: 1,
      section: "an-event-could-not-be-taken",
      says: "A function could not take an event, which is kept under aws/lambda/ in the bucket for files.",
    });
    this.alarm("Weakened", {
      metric: this.matches(weakened),
      threshold: 1,
      section: "what-protects-the-data-was-changed",
      says: "Backups, the table, a key or a bucket's policy was changed.",
    });
  }

  /** One that fails says so at once; the next is a week away. */
  private watchCopies({ table }: DataStack): void {
    const failed = new Rule(this, "CopyFailedRule", {
      eventPattern: {
        source: ["aws.backup"],
        detailType: ["Backup Job State Change", "Copy Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED"], resourceArn: [table.tableArn] },
      },
      targets: [new SnsTopic(this.topic)],
    });
    this.alarm("CopyFailed", {
      metric: this.matches(failed),
      threshold: 1,
      section: "the-weekly-copy-failed",
      says: "The table did not get into the other account's vault.",
    });
  }

  private matches({ ruleName }: Rule): Metric {
    return new Metric({
      namespace: "AWS/Events",
      metricName: "TriggeredRules",
      dimensionsMap: { RuleName: ruleName },
      statistic: "Sum",
      period: five,
    });
  }
}
