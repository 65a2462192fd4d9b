import { type App, Validations } from "aws-cdk-lib";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import type { DataStack } from "./data-stack.ts";

/** What the rule pack asks for and we do not do, with the reason. Ten at most; test/lib/stacks.test.ts counts. */
export const acknowledged = {
  "AwsSolutions-APIG4":
    "Every route is guarded in the code; the generator of the API document refuses one without a guard.",
  "AwsSolutions-S1":
    "Only our roles and the URLs they sign reach the buckets; who asked for a URL stands in the API's log.",
  "AwsSolutions-CFR1": "Where an operator's customers are is the operator's to say.",
  "AwsSolutions-CFR2": "A firewall costs more than all the rest of a small deployment; the API has its own limits.",
  "AwsSolutions-CFR3": "The distribution serves static files and passes the API on, which keeps its own access log.",
  "AwsSolutions-CFR4":
    "With CloudFront's own certificate the oldest protocol is fixed; a domain with its certificate raises it to TLS 1.2.",
  "AwsSolutions-KDS3": "The stream shares the customer-managed key of the data it carries.",
  "AwsSolutions-SMG4": "The key wraps stored secrets: another key without re-wrapping them would make them unreadable.",
} as const;

/** Keys inside a bucket are made at run time, so rights on objects end in `prefix/*`: under these prefixes and no others. */
export const objectPrefixes = {
  files: [
    ...["tariffs", "raw", "rejects", "exports", "branding", "invoices", "routes", "rules", "snapshots", "mail"],
    ...["calls", "call-files", "comparisons", "aws/lambda"],
  ],
  uploads: [
    ...["cdr-uploads", "rate-sheets", "customer-sheets", "bulk-jobs", "export-requests", "billing-runs"],
    ...["ledger-checks", "replays", "rerates", "comparisons"],
  ],
} as const;

/** The name under which the other stacks import the bucket's ARN, by which the rule pack names a wildcard. */
function importName(data: DataStack, bucket: Bucket): string {
  const { "Fn::ImportValue": name } = data.resolve(data.exportValue(bucket.bucketArn));
  return name;
}

/** Checks the whole application against AWS's solutions rules while it is synthesised; a finding fails the synth. */
export function addRulePacks(app: App, data: DataStack): void {
  const validations = Validations.of(app);
  validations.addPlugins(new AwsSolutionsChecks());
  for (const [id, reason] of Object.entries(acknowledged)) validations.acknowledge({ id, reason });
  for (const bucket of ["files", "uploads"] as const)
    for (const prefix of objectPrefixes[bucket])
      validations.acknowledge({
        id: `AwsSolutions-IAM5[Resource::${importName(data, data[bucket])}/${prefix}/*]`,
        reason: "Object keys are made at run time; the prefix is the narrowest right there is.",
      });
}
