import { Duration, Stack } from "aws-cdk-lib";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { alarmAt } from "./alarm.ts";
import type { DataStack } from "./data-stack.ts";
import { HouseLambda } from "./house-lambda.ts";
import * as rights from "./rights.ts";
import type { StageSettings } from "./stage.ts";

/** Money waits while records do: a quarter of an hour of lag is a fault, not a busy moment. */
const lagAlarmMs = Duration.minutes(15).toMilliseconds();

/** A minute beyond the time in which batches are gathered anyway. */
const lagWarningMs = (stage: StageSettings): number => (60 + stage.ratingWindowSeconds) * 1000;

/** CDR stream → rated, charged balances. A record that cannot be taken ends in S3, never nowhere. */
export class RatingStack extends Stack {
  readonly rating: HouseLambda;

  constructor(scope: Construct, id: string, stage: StageSettings, data: DataStack, publicUrl: string) {
    super(scope, id);
    const rating = new HouseLambda(this, "RateCdrs", {
      stage,
      handler: "rate-cdrs",
      // One whole core: rating is computing, and a second core would idle.
      memory: 1769,
      timeout: Duration.minutes(2),
      environment: rights.environmentOf(data, stage.name, publicUrl),
    });
    this.rating = rating;
    rights.readWriteTable(data, rating.role);
    rights.readStream(data, rating.role);
    rights.readFiles(data.files, rating.role, ["tariffs", "rules", "calls"]);
    rights.writeFiles(data.files, rating.role, ["raw", "rejects"]);

    const mapping = new EventSourceMapping(this, "FromStream", {
      target: rating.fn,
      eventSourceArn: data.stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 500,
      maxBatchingWindow: Duration.seconds(stage.ratingWindowSeconds),
      bisectBatchOnError: true,
      retryAttempts: 100,
      reportBatchItemFailures: true,
      parallelizationFactor: stage.ratingParallelization,
      onFailure: rights.failuresTo(data, rating.role),
    });
    // The mapping is refused when it comes before the right to read the stream.
    mapping.node.addDependency(rating.role);

    const age = rating.fn.metric("IteratorAge", { statistic: "max", period: Duration.minutes(5) });
    alarmAt(this, "Lag", stage, {
      metric: age,
      threshold: lagAlarmMs,
      section: "rating-lags-behind",
      says: "CDRs wait for a quarter of an hour and more before they are charged.",
    });
    alarmAt(this, "LagWarning", stage, {
      metric: rating.fn.metric("IteratorAge", { statistic: "max", period: Duration.minutes(1) }),
      threshold: lagWarningMs(stage),
      periods: 3,
      section: "rating-lags-behind",
      says: "CDRs wait for more than a minute before they are charged.",
    });
  }
}
