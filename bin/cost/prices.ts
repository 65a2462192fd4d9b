/**
 * What AWS asks, in US dollars: on-demand list prices of US East (N. Virginia); other regions ask up to a quarter more. AWS's
 * price pages fill their tables in by script, so a stored copy shows few of the numbers: each price says where it was seen
 * and when, and those that were seen nowhere say so. Nothing is looked up at run time. Free allowances that last (of
 * CloudWatch, Lambda and CloudFront) are counted, those of a first year not.
 */
export const asOf = "as far as seen, 2025 and 2026";
export const region = "us-east-1";

export interface Price {
  /** For one unit. */
  dollars: number;
  unit: string;
  /** AWS's own page, to be opened before a line is relied on. */
  page: string;
  /** Where the number was read, and the date of that page; undefined: not confirmed. */
  seen: string | undefined;
}

const million = 1e-6;
const price = (dollars: number, unit: string, page: string, seen?: string): Price => ({ dollars, unit, page, seen });
const pages = {
  dynamodb: "aws.amazon.com/dynamodb/pricing/on-demand",
  kinesis: "aws.amazon.com/kinesis/data-streams/pricing",
  lambda: "aws.amazon.com/lambda/pricing",
  api: "aws.amazon.com/api-gateway/pricing",
  s3: "aws.amazon.com/s3/pricing",
  cloudfront: "aws.amazon.com/cloudfront/pricing",
  cloudwatch: "aws.amazon.com/cloudwatch/pricing",
  kms: "aws.amazon.com/kms/pricing",
  secrets: "aws.amazon.com/secrets-manager/pricing",
  waf: "aws.amazon.com/waf/pricing",
  events: "aws.amazon.com/eventbridge/pricing",
  backup: "aws.amazon.com/backup/pricing",
};

/** One page compares both kinds of stream. */
const onDemand =
  "trek10.com/blog/amazon-kinesis-data-streams-on-demand-vs.-provisioned-billing-mode-cost-comparison, September 2023";

export const prices = {
  writeUnit: price(
    0.625 * million,
    "write request unit",
    pages.dynamodb,
    "airbyte.com/data-engineering-resources/dynamodb-pricing, July 2025",
  ),
  readUnit: price(
    0.125 * million,
    "read request unit",
    pages.dynamodb,
    "airbyte.com/data-engineering-resources/dynamodb-pricing, July 2025",
  ),
  tableGigabyte: price(
    0.25,
    "GB-month of the table",
    pages.dynamodb,
    "aws.amazon.com/dynamodb/pricing, copy without a date",
  ),
  restorableGigabyte: price(
    0.2,
    "GB-month of point-in-time recovery",
    pages.dynamodb,
    "finops.com.py/services/dynamodb/backups, no date",
  ),
  copiedGigabyte: price(
    0.1,
    "GB-month of a copy of the table",
    pages.backup,
    "factualminds.com/blog/aws-backup-pricing-vaults-cross-region-restores, June 2026",
  ),
  shardHour: price(0.015, "shard hour", pages.kinesis, "c3x.dev/resources/aws/aws_kinesis_stream, no date"),
  longShardHour: price(
    0.02,
    "shard hour of retention above 24 hours",
    pages.kinesis,
    "c3x.dev/resources/aws/aws_kinesis_stream, no date",
  ),
  putUnit: price(
    0.014 * million,
    "PUT payload unit of 25 KB",
    pages.kinesis,
    "costcalculator.calculator.city/aws-kinesis-cost-calculator, no date",
  ),
  streamHour: price(0.04, "hour of an on-demand stream", pages.kinesis, onDemand),
  streamGigabyteIn: price(0.08, "GB put on an on-demand stream", pages.kinesis, onDemand),
  streamGigabyteOut: price(0.04, "GB read from an on-demand stream", pages.kinesis, onDemand),
  gigabyteSecond: price(
    0.0000133334,
    "GB-second on arm64",
    pages.lambda,
    "AWS News Blog on Graviton2 (a fifth below the price on x86), June 2023; a reader's notes, May 2026",
  ),
  invocation: price(0.2 * million, "invocation", pages.lambda, "aws.amazon.com/lambda/pricing, copy without a date"),
  warmGigabyteSecond: price(
    0.0000033334,
    "GB-second kept warm on arm64",
    pages.lambda,
    "AWS News Blog on Graviton2 (a fifth below the price on x86), June 2023",
  ),
  apiRequest: price(
    1 * million,
    "request of the HTTP API",
    pages.api,
    "awsforengineers.com/blog/aws-api-gateway-pricing-explained, May 2025",
  ),
  fileGigabyte: price(0.023, "GB-month of files", pages.s3, "cloudburn.io/blog/amazon-s3-pricing, March 2026"),
  coldGigabyte: price(
    0.004,
    "GB-month in Glacier Instant Retrieval",
    pages.s3,
    "usage.ai/blogs/aws/storage-cost/glacier-deep-archive-pricing, June 2026",
  ),
  filePut: price(0.005 / 1000, "PUT", pages.s3, "c3x.dev/blog/s3-request-fees-explained, no date"),
  edgeRequest: price(
    0.01 / 10_000,
    "HTTPS request at the edge",
    pages.cloudfront,
    "wring.co/blog/aws-cloudfront-pricing-guide, March 2026",
  ),
  edgeGigabyte: price(
    0.085,
    "GB out of the edge",
    pages.cloudfront,
    "aws.amazon.com/cloudfront/pricing, copy without a date",
  ),
  alarm: price(
    0.1,
    "metric of an alarm",
    pages.cloudwatch,
    "c3x.dev/resources/aws/aws_cloudwatch_metric_alarm, no date",
  ),
  metric: price(0.3, "metric of our own", pages.cloudwatch, "signoz.io/guides/cloudwatch-pricing, February 2026"),
  dashboard: price(
    3,
    "dashboard",
    pages.cloudwatch,
    "factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards, June 2026",
  ),
  logGigabyte: price(
    0.5,
    "GB of logs taken in",
    pages.cloudwatch,
    "factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards, June 2026",
  ),
  key: price(1, "key of one's own", pages.kms, "aws.amazon.com/kms/pricing, copy without a date"),
  keyRequest: price(0.03 / 10_000, "request for a key", pages.kms, "wring.co/blog/aws-kms-pricing-guide, March 2026"),
  secret: price(0.4, "secret", pages.secrets, "hivebook.wiki on AWS Secrets Manager, no date"),
  firewall: price(5, "firewall", pages.waf, "awsnegotiations.com/waf-pricing-strategy.html, 2026"),
  firewallRule: price(1, "rule of the firewall", pages.waf, "awsnegotiations.com/waf-pricing-strategy.html, 2026"),
  firewallRequest: price(
    0.6 * million,
    "request through the firewall",
    pages.waf,
    "awsnegotiations.com/waf-pricing-strategy.html, 2026",
  ),
  /** Of 64 KB. Those that a bucket sends when it is asked to are not AWS's free ones, though some write so. */
  fileEvent: price(
    1 * million,
    "event of a bucket",
    pages.events,
    "a project's estimate out of AWS's page, External API Cost and Service Gate, July 2026",
  ),
} as const;

/** What every account has for nothing each month, for ever. */
export const free = {
  alarms: 10,
  metrics: 10,
  dashboards: 3,
  logGigabytes: 5,
  invocations: 1e6,
  gigabyteSeconds: 400_000,
  edgeRequests: 10e6,
  edgeGigabytes: 1000,
  keyRequests: 20_000,
} as const;
