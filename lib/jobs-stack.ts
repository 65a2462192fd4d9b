import { Duration, Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { alarmAt } from "./alarm.ts";
import type { DataStack } from "./data-stack.ts";
import { HouseLambda } from "./house-lambda.ts";
import { givesBack } from "./memory.ts";
import * as rights from "./rights.ts";
import type { StageSettings } from "./stage.ts";

/** What starts when a file has arrived, or by the clock. Events come at least once; one that fails three times ends in S3. */
export class JobsStack extends Stack {
  private readonly stage: StageSettings;
  private readonly data: DataStack;
  private readonly settings: Record<string, string>;

  constructor(scope: Construct, id: string, stage: StageSettings, data: DataStack, publicUrl: string) {
    super(scope, id);
    this.stage = stage;
    this.data = data;
    this.settings = rights.environmentOf(data, stage.name, publicUrl);

    // Rows are short-lived: with a small nursery a million of them pass in some 200 MB.
    const young = "--max-semi-space-size=4";
    const ingest = this.onUpload("IngestFile", "ingest-file", "cdr-uploads", 1769, young);
    rights.putOnStream(data, ingest.role);
    // By a small object beside the file a run that does not finish it has the next one begun.
    rights.writeFiles(data.uploads, ingest.role, ["cdr-uploads"]);
    // A file is copied to where it is kept, unless a run before did.
    rights.readFiles(data.files, ingest.role, ["raw"]);
    rights.writeFiles(data.files, ingest.role, ["raw", "rejects"]);

    // A sheet of a million rows is held as typed arrays while its index is built.
    const rates = this.onUpload("ImportRates", "import-rates", "rate-sheets", 3008);
    rights.readFiles(data.files, rates.role, ["tariffs"]);
    rights.writeFiles(data.files, rates.role, ["tariffs", "rejects"]);

    const customers = this.onUpload("ImportCustomers", "import-customers", "customer-sheets", 1769);
    // A run that is not done in time has the next one begun by copying the sheet onto itself; a sheet that is done with goes.
    rights.writeFiles(data.uploads, customers.role, ["customer-sheets"]);
    rights.removeFiles(data.uploads, customers.role, ["customer-sheets"]);
    rights.writeFiles(data.files, customers.role, ["rejects"]);
    rights.readSecretsKey(data, customers.role);

    const retry = this.onSchedule("RetrySuspense", "retry-suspense", Duration.minutes(1), Duration.minutes(2));
    rights.readFiles(data.files, retry.role, ["tariffs", "rules", "calls"]);
    const demos = this.onSchedule("EndDemos", "end-demos", Duration.minutes(5), Duration.minutes(2));
    // A change of a customer may give its login another name, to which the second factor is then sealed anew.
    rights.readSecretsKey(data, demos.role);
    // Reads a line and a balance of every customer: 100,000 take a minute or two.
    this.onSchedule("MarkCustomers", "mark-customers", Duration.minutes(15), Duration.minutes(15));
    this.onSchedule("SweepLeases", "sweep-leases", Duration.minutes(1), Duration.minutes(2));
    this.onSchedule("RevertCredits", "revert-credits", Duration.minutes(1), Duration.minutes(2));
    // A new hour in some zone is a new day.
    this.onSchedule("RentDids", "rent-dids", Duration.hours(1), Duration.minutes(10));
    this.onSchedule("VendorMoney", "vendor-money", Duration.minutes(10), Duration.minutes(5));
    // A day's calls are held packed while they are put into one file: a million take some 70 MB.
    const fold = this.onSchedule("FoldCalls", "fold-calls", Duration.hours(1), Duration.minutes(15), 1769);
    rights.readFiles(data.files, fold.role, ["calls"]);
    rights.writeFiles(data.files, fold.role, ["calls"]);
    rights.removeFiles(data.files, fold.role, ["calls"]);
    this.onSchedule("SealAudit", "seal-audit", Duration.hours(1), Duration.minutes(15));
    // Nobody waits for a reminder or a word on a low balance by the minute.
    const money = this.onSchedule("WatchMoney", "watch-money", Duration.minutes(10), Duration.minutes(5));
    // Who does not pay is suspended, and a login may have a sealed second factor.
    rights.readSecretsKey(data, money.role);
    const notices = this.onSchedule("SendNotices", "send-notices", Duration.minutes(1), Duration.minutes(10));
    rights.readFiles(data.files, notices.role, ["tariffs"]);
    rights.writeFiles(data.files, notices.role, ["mail"]);
    const mail = this.onSchedule("SendMail", "send-mail", Duration.minutes(1), Duration.minutes(2));
    rights.readFiles(data.files, mail.role, ["mail", "branding", "invoices"]);
    // A receipt is made when its mail is sent.
    rights.writeFiles(data.files, mail.role, ["mail"]);
    if (stage.mail) {
      mail.fn.addEnvironment("MAIL_FROM", stage.mail.from);
      rights.sendMail(mail.role, stage.mail.identity);
    }
    const hooks = this.onSchedule("SendWebhooks", "send-webhooks", Duration.minutes(1), Duration.minutes(2));
    // What is sent is signed with the endpoint's sealed secret.
    rights.readSecretsKey(data, hooks.role);
    const bulk = this.onUpload("RunBulkJob", "run-bulk-job", "bulk-jobs", 1769);
    // A job that is not done in time starts another run by copying its object onto itself.
    rights.writeFiles(data.uploads, bulk.role, ["bulk-jobs"]);
    rights.readSecretsKey(data, bulk.role);
    const rerate = this.onUpload("RunRerate", "run-rerate", "rerates", 1769);
    rights.writeFiles(data.uploads, rerate.role, ["rerates"]);
    rights.readFiles(data.files, rerate.role, ["tariffs", "calls"]);
    const replay = this.onUpload("RunReplay", "run-replay", "replays", 1769);
    rights.writeFiles(data.uploads, replay.role, ["replays"]);
    rights.readFiles(data.files, replay.role, ["raw", "tariffs", "rules", "calls"]);
    rights.writeFiles(data.files, replay.role, ["raw"]);
    // Half a million calls of theirs are held while ours pass by, a day at a time.
    const comparer = this.onUpload("CompareCalls", "compare-calls", "comparisons", 1769, young);
    rights.writeFiles(data.files, comparer.role, ["comparisons", "rejects"]);
    rights.readFiles(data.files, comparer.role, ["calls"]);
    // A workbook of the old format is held whole while it is written.
    const exporter = this.onUpload("RunExports", "run-exports", "export-requests", 3008, young);
    rights.readFiles(data.files, exporter.role, ["tariffs", "branding", "routes", "comparisons", "calls"]);
    rights.writeFiles(data.files, exporter.role, ["exports", "call-files"]);
    rights.removeFiles(data.files, exporter.role, ["exports"]);
    // Files of a day's calls: a new hour in some zone is a new day.
    this.alsoEvery(exporter, "CallFilesSchedule", Duration.hours(1));

    const check = this.onUpload("CheckLedger", "check-ledger", "ledger-checks", 1769);
    rights.writeFiles(data.uploads, check.role, ["ledger-checks"]);
    rights.readFiles(data.files, check.role, ["calls"]);
    this.alsoEvery(check, "CheckLedgerSchedule", Duration.hours(6));

    this.alarmOnLedgerFaults(check);

    const invoices = this.onUpload("RunInvoices", "run-invoices", "billing-runs", 3008);
    // A run that is not done in time starts another by copying its object onto itself.
    rights.writeFiles(data.uploads, invoices.role, ["billing-runs"]);
    // Behind its final invoice an account is closed with its login and devices, whose secrets are sealed.
    rights.readSecretsKey(data, invoices.role);
    rights.writeFiles(data.files, invoices.role, ["invoices"]);
    rights.readFiles(data.files, invoices.role, ["branding", "calls"]);
    // A new hour in some zone is a new day; what is due is found by looking, so one that is left out costs an hour.
    this.alsoEvery(invoices, "RunInvoicesSchedule", Duration.hours(1));
  }

  /** A check that finds something ends well, so the function's own alarm would be silent. */
  private alarmOnLedgerFaults({ logGroup }: HouseLambda): void {
    const filter = new MetricFilter(this, "LedgerFaults", {
      logGroup,
      filterPattern: FilterPattern.stringValue("$.message", "=", "the ledger check found what should not be"),
      metricNamespace: "Switchbook",
      metricName: `LedgerFaults-${this.stage.name}`,
    });
    alarmAt(this, "LedgerFaultsAlarm", this.stage, {
      metric: filter.metric({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 1,
      section: "the-ledger-check-found-something",
      says: "Balances, calls and entries do not agree.",
    });
  }

  /** A function that files start runs by the clock, too. */
  private alsoEvery({ fn }: HouseLambda, id: string, every: Duration): void {
    new Rule(this, id, { schedule: Schedule.rate(every), targets: [new LambdaFunction(fn)] });
  }

  /** A function that runs by the clock. A run that is left out is made up for by the next: nothing is kept of it. */
  private onSchedule(id: string, handler: string, every: Duration, timeout: Duration, memory?: number): HouseLambda {
    const { stage, data, settings: environment } = this;
    const size = memory === undefined ? {} : { memory };
    const job = new HouseLambda(this, id, { stage, handler, timeout, environment, ...size });
    rights.readWriteTable(data, job.role);
    job.fn.configureAsyncInvoke({ retryAttempts: 0 });
    new Rule(this, `${id}Schedule`, { schedule: Schedule.rate(every), targets: [new LambdaFunction(job.fn)] });
    return job;
  }

  private onUpload(id: string, handler: string, prefix: string, memory: number, nodeOptions?: string): HouseLambda {
    const { stage, data } = this;
    const timeout = Duration.minutes(15);
    const options = nodeOptions === undefined ? {} : { nodeOptions };
    const environment = { ...this.settings, ...(nodeOptions === undefined ? {} : givesBack) };
    const job = new HouseLambda(this, id, {
      ...{ stage, handler, memory, timeout, environment, failuresKept: true },
      ...options,
    });
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
