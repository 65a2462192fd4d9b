import { join } from "node:path";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { type EventBus, openEventBus } from "./event-bus/event-bus.ts";
import { openCheckpoints } from "./event-source/checkpoints.ts";
import { runEventSource } from "./event-source/event-source.ts";
import type { FailureStore } from "./failure-store.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import type { Plan } from "./provision/plan.ts";
import { openScheduler } from "./scheduler/scheduler.ts";

export interface EventParts {
  functions: ReadonlyMap<string, LambdaFunction>;
  client: KinesisClient;
  failures: FailureStore;
  dataFolder: string;
  report(message: string, error?: unknown): void;
}

function busFor(plan: Plan, { functions, failures, dataFolder, report }: EventParts): EventBus {
  const targets = plan.functions.map(({ name, arn, retries, failureBucket: bucket }) => {
    const invoke = async (event: unknown) => functions.get(name)?.invoke(event);
    const keepFailure = (event: unknown, error: Error, count: number) =>
      failures.putAsync({ bucket, functionArn: arn }, event, error, count);
    return [name, { invoke, retries, keepFailure }] as const;
  });
  return openEventBus({
    file: join(dataFolder, "events.sqlite"),
    rules: plan.rules,
    targets: new Map(targets),
    retryAfterMs: 1000,
    sideBySide: 2,
    report,
  });
}

/** Schedules are whole minutes; a run that is a few seconds late is on time. */
const lookEveryMs = 5000;

/** Starts everything that moves events: from the buckets by the rules to functions, from the stream, and on schedule. */
export async function startEvents(plan: Plan, parts: EventParts) {
  const checkpoints = openCheckpoints(join(parts.dataFolder, "checkpoints.sqlite"));
  const bus = busFor(plan, parts);
  const sources: { stop(): Promise<void> }[] = [];
  for (const { functionName, failureBucket, settings } of plan.eventSources) {
    const target = parts.functions.get(functionName);
    if (!target) throw new Error(`an event source has the unknown function ${functionName}`);
    sources.push(
      await runEventSource(settings, {
        client: parts.client,
        checkpoints,
        invoke: target.invoke,
        report: parts.report,
        keepFailure: (key, body) => parts.failures.put(failureBucket, key, body),
      }),
    );
  }
  const file = join(parts.dataFolder, "schedules.sqlite");
  const scheduler = openScheduler({ file, schedules: plan.schedules, bus, lookEveryMs });
  return {
    bus,
    /** Lets what runs come to its end. */
    async stop(): Promise<void> {
      scheduler.stop();
      await Promise.all([bus.stop(), ...sources.map((source) => source.stop())]);
      checkpoints.close();
    },
  };
}
