import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import { peakMegabytes } from "./process-memory.ts";

/**
 * `function-process.ts BUNDLE KEY`: hands the event of an object to the deployed function, in a process of its own as on
 * AWS, and sends the process's peak of memory.
 */

export interface Ended {
  /** Peak of the resident memory since the function was loaded, and before it read anything. */
  megabytes: number;
  loadedMegabytes: number;
  seconds: number;
}

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Lambda's longest. */
const timeoutMs = 900_000;

const [bundle, key] = process.argv.slice(2) as [string, string];
const { handler } = (await import(pathToFileURL(bundle).href)) as { handler: Handler };
const loadedMegabytes = process.memoryUsage.rss() / 1e6;
const begunAt = Date.now();
const context = {
  awsRequestId: "bench",
  getRemainingTimeInMillis: () => begunAt + timeoutMs - Date.now(),
} as Context;
await handler({ detail: { object: { key } } }, context);
const seconds = (Date.now() - begunAt) / 1000;
const megabytes = peakMegabytes("self");
const ended: Ended = { megabytes, loadedMegabytes, seconds };
process.send?.(ended, () => process.exit(0));
