import type { EventPattern } from "../event-bus/event-pattern.ts";
import { awsDefaults, type EventSourceSettings } from "../event-source/event-source.ts";
import type { CorsRule } from "../s3/cors.ts";
import { rateMs } from "../scheduler/rate-expression.ts";
import type { Schedule } from "../scheduler/scheduler.ts";
import { makeResolver } from "./resolver.ts";
import { builtTypes, otherTypes } from "./resource-types.ts";
import type { StackTemplate } from "./templates.ts";

export interface FunctionPlan {
  name: string;
  arn: string;
  /** Source file, from the project's root. */
  entry: string;
  /** Name of its code's asset; empty where nothing was bundled. */
  code: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
  /** Failed asynchronous invocations after the first that are allowed. */
  retries: number;
  /** Where an asynchronous event goes that the function could not take. */
  failureBucket?: string;
}

export interface Plan {
  tables: { name: string; properties: Record<string, unknown> }[];
  buckets: { name: string; cors: CorsRule[]; events: boolean }[];
  streams: { name: string; arn: string; shards: number; retentionHours: number }[];
  functions: FunctionPlan[];
  eventSources: { functionName: string; failureBucket?: string; settings: EventSourceSettings }[];
  rules: { pattern: EventPattern; target: string }[];
  schedules: Schedule[];
  /** `routeKey` as the API gateway spells it: `ANY /api/{proxy+}`. */
  routes: { routeKey: string; functionName: string }[];
}

interface Found {
  id: string;
  type: string;
  name: string;
  entry: unknown;
  properties: Record<string, unknown>;
}

/** On-demand streams have no shard count; emulators need one. */
const shardsOfOnDemand = 4;
/** `…:function:rate-cdrs`, `…stream/calls` and `integrations/x` end in a name. */
const lastPart = (arn: unknown): string => String(arn).split(/[:/]/).at(-1) ?? "";
const within = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function refuseUnknown(stack: string, { id, type, properties }: Found): void {
  const known = builtTypes[type];
  if (!known && !otherTypes.has(type))
    throw new Error(`${stack}: the local stack does not know ${type} (${id}); see local/provision/resource-types.ts`);
  const strange = Object.keys(properties).find((name) => known && !known.includes(name));
  if (strange !== undefined)
    throw new Error(`${stack}: the local stack does not know the property ${strange} of ${type}`);
}

function findAll(stacks: readonly StackTemplate[]): Found[] {
  const { resolve, nameOf } = makeResolver(stacks);
  return stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).map(([id, resource]) => {
      const found = {
        id,
        type: resource.Type,
        name: "",
        entry: resource.Metadata?.["switchbook:entry"],
        properties: {},
      };
      refuseUnknown(stack.name, { ...found, properties: resource.Properties ?? {} });
      if (!builtTypes[resource.Type]) return found;
      const properties = resolve(stack, resource.Properties ?? {}) as Record<string, unknown>;
      return { ...found, name: nameOf(stack, id), properties };
    }),
  );
}

function functionPlan({ id, name, entry, properties }: Found, asynchronous: Found | undefined): FunctionPlan {
  if (typeof entry !== "string") throw new Error(`the function ${id} has no metadata switchbook:entry`);
  const bucket = within(asynchronous?.properties, "DestinationConfig", "OnFailure", "Destination");
  return {
    name,
    arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
    entry,
    code: String(within(properties, "Code", "S3Key") ?? ""),
    timeoutSeconds: Number(properties["Timeout"] ?? 3),
    environment: (within(properties, "Environment", "Variables") ?? {}) as Record<string, string>,
    retries: Number(asynchronous?.properties["MaximumRetryAttempts"] ?? 2),
    ...(bucket === undefined ? {} : { failureBucket: lastPart(bucket) }),
  };
}

function eventSourcePlan({ id, properties }: Found): Plan["eventSources"][number] {
  const functionName = lastPart(properties["FunctionName"]);
  const streamArn = String(properties["EventSourceArn"]);
  const bucket = within(properties, "DestinationConfig", "OnFailure", "Destination");
  const settings: EventSourceSettings = {
    ...awsDefaults,
    name: id,
    streamName: lastPart(streamArn),
    streamArn,
    functionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    startingPosition: properties["StartingPosition"] === "LATEST" ? "LATEST" : "TRIM_HORIZON",
    batchSize: Number(properties["BatchSize"] ?? awsDefaults.batchSize),
    windowMs: 1000 * Number(properties["MaximumBatchingWindowInSeconds"] ?? 0),
    retries: Number(properties["MaximumRetryAttempts"] ?? awsDefaults.retries),
    bisect: properties["BisectBatchOnFunctionError"] === true,
    reportsFailures: list(properties["FunctionResponseTypes"]).includes("ReportBatchItemFailures"),
    mostAgeSeconds: Number(properties["MaximumRecordAgeInSeconds"] ?? awsDefaults.mostAgeSeconds),
  };
  return { functionName, settings, ...(bucket === undefined ? {} : { failureBucket: lastPart(bucket) }) };
}

/** What has to be built on this machine so that it does what the templates would do in AWS. */
export function makePlan(stacks: readonly StackTemplate[]): Plan {
  const all = findAll(stacks);
  const ofType = (type: string) => all.filter((found) => found.type === type);
  // Whom alarms are told to is nobody here.
  const toFunctions = (target: unknown) => !String(within(target, "Arn")).startsWith("arn:aws:sns:");
  const rules = ofType("AWS::Events::Rule").flatMap(({ name, properties }) =>
    list(properties["Targets"])
      .filter(toFunctions)
      .map((target) => ({ name, properties, target: lastPart(within(target, "Arn")) })),
  );
  const integrations = new Map(ofType("AWS::ApiGatewayV2::Integration").map((found) => [found.name, found]));
  return {
    tables: ofType("AWS::DynamoDB::Table"),
    buckets: ofType("AWS::S3::Bucket").map(({ name, properties }) => ({
      name,
      cors: list(within(properties, "CorsConfiguration", "CorsRules")) as CorsRule[],
      events:
        within(properties, "NotificationConfiguration", "EventBridgeConfiguration", "EventBridgeEnabled") === true,
    })),
    streams: ofType("AWS::Kinesis::Stream").map(({ name, properties }) => ({
      name,
      arn: `arn:aws:kinesis:eu-central-1:000000000000:stream/${name}`,
      shards: Number(properties["ShardCount"] ?? shardsOfOnDemand),
      retentionHours: Number(properties["RetentionPeriodHours"] ?? 24),
    })),
    functions: ofType("AWS::Lambda::Function").map((found) =>
      functionPlan(
        found,
        ofType("AWS::Lambda::EventInvokeConfig").find((one) => lastPart(one.properties["FunctionName"]) === found.name),
      ),
    ),
    eventSources: ofType("AWS::Lambda::EventSourceMapping").map(eventSourcePlan),
    rules: rules.flatMap(({ properties, target }) =>
      properties["EventPattern"] ? [{ pattern: properties["EventPattern"] as EventPattern, target }] : [],
    ),
    schedules: rules.flatMap(({ name, properties, target }) =>
      properties["ScheduleExpression"]
        ? [{ name, everyMs: rateMs(String(properties["ScheduleExpression"])), target }]
        : [],
    ),
    routes: ofType("AWS::ApiGatewayV2::Route").map(({ properties }) => ({
      routeKey: String(properties["RouteKey"]),
      functionName: lastPart(integrations.get(lastPart(properties["Target"]))?.properties["IntegrationUri"]),
    })),
  };
}
