import * as z from "zod";

/** What differs between two deployments. Every default is the small one: a stage that nobody uses costs a few dollars a month. */
const StageSettings = z.strictObject({
  /** Part of every stack's name. `local` is the stage that the local stack is provisioned from. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,15}$/),
  /** Address of the page where an own domain stands before the distribution; otherwise the distribution's own. */
  publicUrl: z.url({ protocol: /^https$/ }).optional(),
  /** True: data outlives the stack and the table cannot be deleted. False only for stages made to be thrown away. */
  keepData: z.boolean().default(true),
  /** X-Ray costs per request and lengthens cold starts; it is switched on to look for something. */
  tracing: z.boolean().default(false),
  /** Days. One of the values that CloudWatch Logs takes. */
  logDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 180, 365]).default(30),
  /** Days that what switches sent is kept as it came: so far back a day can be read again. */
  rawDays: z.int().min(91).max(3650).default(400),
  /** Domain or address that SES has verified, and the sender of every mail, in it. Without them no mail leaves. */
  mail: z
    .object({ identity: z.string().regex(/^[A-Za-z0-9@._+-]{3,254}$/), from: z.string().min(3).max(320) })
    .optional(),
  /** SNS topic that is told of alarms; without it they only show in the console. */
  alarmTopicArn: z.string().startsWith("arn:").optional(),
  /** Shards of the CDR stream (1 MB/s and 1,000 records/s each), or `on-demand`. */
  streamShards: z.union([z.int().min(1).max(200), z.literal("on-demand")]).default(1),
  /** Seconds that CDRs are gathered before they are posted, 1–300: money sooner or cheaper. */
  ratingWindowSeconds: z.int().min(1).max(300).default(1),
  /** Batches of one shard that are posted at the same time, 1–10; a lane stays in order. */
  ratingParallelization: z.int().min(1).max(10).default(1),
  /** Requests per second over the whole API, and how many may come at once. */
  apiRequestsPerSecond: z.int().min(1).default(200),
  apiBurst: z.int().min(1).default(400),
});
export type StageSettings = z.output<typeof StageSettings>;

const stages: readonly z.input<typeof StageSettings>[] = [
  { name: "local" },
  { name: "dev", keepData: false, logDays: 7 },
  { name: "prod", logDays: 90, streamShards: 2, ratingParallelization: 2, apiRequestsPerSecond: 1000, apiBurst: 2000 },
];

/**
 * The settings of a stage by name.
 * @throws Error naming the known stages, or zod's own for a setting out of range.
 */
export function stageSettings(name: string): StageSettings {
  const found = stages.find((stage) => stage.name === name);
  if (!found) throw new Error(`There is no stage ${name}; lib/stage.ts knows ${stages.map((s) => s.name).join(", ")}.`);
  return StageSettings.parse(found);
}
