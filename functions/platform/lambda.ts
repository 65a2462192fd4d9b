import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { log } from "./log.ts";

/** Work stops this long before Lambda would cut it off, so that what is half done can be reported. */
const reserveMs = 5_000;

/** What a job knows of the invocation that it runs in. */
export interface Invocation {
  requestId: string;
  /** Milliseconds left for work: until five seconds before the function's timeout. Zero or less means stop and report. */
  workMsLeft: () => number;
}

const invocationOf = (context: Context): Invocation => ({
  requestId: context.awsRequestId,
  workMsLeft: () => context.getRemainingTimeInMillis() - reserveMs,
});

/**
 * The chain around every function that does not speak HTTP. An error is logged here, once, and goes on to Lambda,
 * which delivers the event again; so a job throws only when the whole event should come again.
 */
export function lambda<Event, Result>(
  job: string,
  work: (event: Event, invocation: Invocation) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  const began = new WeakMap<Context, number>();
  const fields = (context: Context) => ({
    job,
    requestId: context.awsRequestId,
    ms: Math.round(performance.now() - (began.get(context) ?? performance.now())),
  });
  const chain = middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .before(({ context }) => {
      began.set(context, performance.now());
    })
    .after(({ context }) => log.info("job done", fields(context)))
    .onError(({ context, error }) => log.error("job failed", { ...fields(context), error }))
    .handler<Event, Result>((event, context) => work(event, invocationOf(context)));
  return (event, context) => chain(event, context);
}
