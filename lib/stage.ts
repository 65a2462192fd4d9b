import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const root = path.resolve(import.meta.dirname, "..");
const functions = readdirSync(path.join(root, "functions", "handlers")).map((file) => file.replace(/\.ts$/, ""));

/** An own domain before the distribution. */
const Domain = z.strictObject({
  /** `billing.example.net`, without scheme or path. */
  name: z.string().regex(/^([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, "must be a host name in lower case"),
  /** Certificate of that name in ACM, in us-east-1 as CloudFront wants it. */
  certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/, "must be of ACM in us-east-1"),
});

/** What differs between two deployments. Every default is the small one: a stage that nobody uses costs a few dollars a month. */
const StageSettings = z.strictObject({
  /** Part of every stack's name; the name of the settings' file. `local` is the stage that the local stack is provisioned from. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, "must begin with a letter and have at most 16 of a-z, 0-9 and -"),
  /** Where it stands; without it, where the AWS profile points. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a region such as eu-central-1")
    .optional(),
  domain: Domain.optional(),
  /** True: data outlives the stack and the table cannot be deleted. False only for stages made to be thrown away. */
  keepData: z.boolean().default(true),
  /** Keys of the operator's own in KMS for table, buckets, stream and secrets; otherwise AWS's own keys encrypt them. */
  ownKeys: z.boolean().default(true),
  /**
   * Backup vault of another AWS account, in the same organization, into which the table is copied every week. What that
   * account must allow stands in docs/deployment.md; its vault `Default` takes no copies from others.
   */
  copyVaultArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:backup:[a-z]{2}(-[a-z]+)+-\d:\d{12}:backup-vault:(?!Default$)[A-Za-z0-9_-]{2,50}$/,
      "must be the ARN of a backup vault other than Default",
    )
    .optional(),
  /** A firewall before the distribution: AWS's lists of bad requests and senders, and a limit for each address. */
  firewall: z.boolean().default(false),
  /** X-Ray costs per request and lengthens cold starts; it is switched on to look for something. */
  tracing: z.boolean().default(false),
  /** Days. One of the values that CloudWatch Logs takes. */
  logDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 180, 365]).default(30),
  /** Days that what switches sent is kept as it came: so far back a day can be read again. */
  rawDays: z.int().min(91).max(3650).default(400),
  /** Domain or address that SES has verified, and the sender of every mail, in it. Without them no mail leaves. */
  mail: z
    .strictObject({ identity: z.string().regex(/^[A-Za-z0-9@._+-]{3,254}$/), from: z.string().min(3).max(320) })
    .optional(),
  /** Who is written to when an alarm goes off. */
  alarmEmail: z.email().optional(),
  /** SNS topic that is told of alarms instead of the stage's own. */
  alarmTopicArn: z.string().startsWith("arn:aws:sns:").optional(),
  /** Shards of the CDR stream (1 MB/s and 1,000 records/s each), or `on-demand`. */
  streamShards: z.union([z.int().min(1).max(200), z.literal("on-demand")]).default(1),
  /** Hours that the stream keeps records: so long a fault of the rating may last. Above 24 each shard costs more than twice. */
  streamRetentionHours: z.int().min(24).max(8760).default(168),
  /** Seconds that CDRs are gathered before they are posted, 1–300: money sooner or cheaper. */
  ratingWindowSeconds: z.int().min(1).max(300).default(1),
  /** Batches of one shard that are posted at the same time, 1–10; a lane stays in order. */
  ratingParallelization: z.int().min(1).max(10).default(1),
  /** Instances of the switch API that are kept warm, so that no call waits for a cold start. 0: none. */
  switchProvisioned: z.int().min(0).max(100).default(0),
  /**
   * The most instances of a function, by its name in functions/handlers/: kept for it, and no more than that. A new
   * AWS account has ten for everything and refuses all reservations.
   */
  reservedConcurrency: z.partialRecord(z.enum(functions), z.int().min(1).max(1000)).default({}),
  /** Requests per second over the whole API, and how many may come at once. */
  apiRequestsPerSecond: z.int().min(1).default(200),
  apiBurst: z.int().min(1).default(400),
});
export type StageSettings = z.output<typeof StageSettings>;

/** Every name of a setting, for the manual's sake. */
export const settingNames = Object.keys(StageSettings.shape);

const builtIn: Readonly<Record<string, unknown>> = { local: {}, dev: { keepData: false, logDays: 7 } };
const folders = ["stages", "examples/stages"];

function written(name: string, from: string): unknown {
  const file = folders.map((folder) => path.join(from, folder, `${name}.json`)).find((one) => existsSync(one));
  if (file === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`${path.relative(from, file)} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The stages that there are: built in, of the operator's own in `stages/`, and the examples. */
export const stageNames = (from = root): string[] => [
  ...Object.keys(builtIn),
  ...folders.flatMap((folder) =>
    existsSync(path.join(from, folder))
      ? readdirSync(path.join(from, folder))
          .filter((file) => file.endsWith(".json"))
          .map((file) => file.slice(0, -5))
          .sort()
      : [],
  ),
];

/**
 * The settings of a stage by name: out of `stages/<name>.json`, else out of the examples.
 * @throws Error naming the known stages, or every setting that is wrong.
 */
export function stageSettings(name: string, from = root): StageSettings {
  const found = builtIn[name] ?? (/^[a-z][a-z0-9-]*$/.test(name) ? written(name, from) : undefined);
  if (found === undefined)
    throw new Error(`There is no stage ${name}; there are ${stageNames(from).join(", ")}. See docs/deployment.md.`);
  const parsed = StageSettings.safeParse({ ...(found as object), name });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at, message }) => `  ${at.join(".") || "(file)"}: ${message}`);
  throw new Error(`The settings of stage ${name} are wrong:\n${faults.join("\n")}`);
}
