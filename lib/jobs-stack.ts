import { Duration, Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import type { DataStack } from "./data-stack.ts";
import { HouseLambda } from "./house-lambda.ts";
import * as rights from "./rights.ts";
import type { StageSettings } from "./stage.ts";

/** What starts when a file has arrived. Events come at least once; an event that fails three times ends in S3. */
export class JobsStack extends Stack {
  private readonly stage: StageSettings;
  private readonly data: DataStack;
  private readonly settings: Record<string, string>;

  constructor(scope: Construct, id: string, stage: StageSettings, data: DataStack, publicUrl: string) {
    super(scope, id);
    this.stage = stage;
    this.data = data;
    this.settings = rights.environmentOf(data, stage.name, publicUrl);

    const ingest = this.onUpload("IngestFile", "ingest-file", "cdr-uploads", 1769);
    rights.putOnStream(data, ingest.role);
    // By a small object beside the file a run that does not finish it has the next one begun.
    rights.writeFiles(data.uploads, ingest.role, ["cdr-uploads"]);
    rights.writeFiles(data.files, ingest.role, ["raw", "rejects"]);

    // A sheet of a million rows is held as typed arrays while its index is built.
    const rates = this.onUpload("ImportRates", "import-rates", "rate-sheets", 3008);
    rights.readFiles(data.files, rates.role, ["tariffs"]);
    rights.writeFiles(data.files, rates.role, ["tariffs", "rejects"]);
  }

  private onUpload(id: string, handler: string, prefix: string, memory: number): HouseLambda {
    const { stage, data, settings: environment } = this;
    const job = new HouseLambda(this, id, { stage, handler, memory, timeout: Duration.minutes(15), environment });
    rights.readWriteTable(data, job.role);
    rights.readFiles(data.uploads, job.role, [prefix]);
    job.fn.configureAsyncInvoke({ retryAttempts: 2, onFailure: rights.failuresTo(data, job.role) });
    new Rule(this, `${id}Rule`, {
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [data.uploads.bucketName] }, object: { key: [{ prefix: `${prefix}/` }] } },
      },
      targets: [new LambdaFunction(job.fn)],
    });
    return job;
  }
}
