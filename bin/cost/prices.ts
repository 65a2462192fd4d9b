/**
 * What AWS asks, in US dollars. On-demand list prices of US East (N. Virginia) as they were known in the first half of
 * 2026; other regions ask up to a quarter more. They were not compared with AWS's pages line by line and nothing is looked
 * up: whoever relies on a line opens its page first. Free allowances that last (of CloudWatch, Lambda and CloudFront) are counted, those of a first year not.
 */
export const asOf = "first half of 2026";
export const region = "us-east-1";

export interface Price {
  /** For one unit. */
  dollars: number;
  unit: string;
  page: string;
}

const million = 1e-6;
const price = (dollars: number, unit: string, page: string): Price => ({ dollars, unit, page });
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
};

export const prices = {
  writeUnit: price(0.625 * million, "write request unit", pages.dynamodb),
  readUnit: price(0.125 * million, "read request unit", pages.dynamodb),
  tableGigabyte: price(0.25, "GB-month of the table", pages.dynamodb),
  restorableGigabyte: price(0.2, "GB-month of point-in-time recovery", pages.dynamodb),
  shardHour: price(0.015, "shard hour", pages.kinesis),
  longShardHour: price(0.02, "shard hour of retention above 24 hours", pages.kinesis),
  putUnit: price(0.014 * million, "PUT payload unit of 25 KB", pages.kinesis),
  streamHour: price(0.04, "hour of an on-demand stream", pages.kinesis),
  streamGigabyteIn: price(0.08, "GB put on an on-demand stream", pages.kinesis),
  streamGigabyteOut: price(0.04, "GB read from an on-demand stream", pages.kinesis),
  gigabyteSecond: price(0.0000133334, "GB-second on arm64", pages.lambda),
  invocation: price(0.2 * million, "invocation", pages.lambda),
  warmGigabyteSecond: price(0.0000033334, "GB-second kept warm on arm64", pages.lambda),
  apiRequest: price(1 * million, "request of the HTTP API", pages.api),
  fileGigabyte: price(0.023, "GB-month of files", pages.s3),
  coldGigabyte: price(0.004, "GB-month in Glacier Instant Retrieval", pages.s3),
  filePut: price(0.005 / 1000, "PUT", pages.s3),
  fileGet: price(0.0004 / 1000, "GET", pages.s3),
  edgeRequest: price(0.01 / 10_000, "HTTPS request at the edge", pages.cloudfront),
  edgeGigabyte: price(0.085, "GB out of the edge", pages.cloudfront),
  alarm: price(0.1, "metric of an alarm", pages.cloudwatch),
  metric: price(0.3, "metric of our own", pages.cloudwatch),
  logGigabyte: price(0.5, "GB of logs taken in", pages.cloudwatch),
  key: price(1, "key of one's own", pages.kms),
  keyRequest: price(0.03 / 10_000, "request for a key", pages.kms),
  secret: price(0.4, "secret", pages.secrets),
  firewall: price(5, "firewall", pages.waf),
  firewallRule: price(1, "rule of the firewall", pages.waf),
  firewallRequest: price(0.6 * million, "request through the firewall", pages.waf),
  fileEvent: price(1 * million, "event of a bucket", pages.events),
} as const;

/** What every account has for nothing each month, for ever. */
export const free = {
  alarms: 10,
  metrics: 10,
  logGigabytes: 5,
  invocations: 1e6,
  gigabyteSeconds: 400_000,
  edgeRequests: 10e6,
  edgeGigabytes: 1000,
  keyRequests: 20_000,
} as const;
