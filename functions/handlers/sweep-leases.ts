import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { log } from "../platform/log.ts";
import { sweepLeases } from "../switch/sweep-leases.flow.ts";

/** Runs every minute: gives back what calls hold whose CDR never came. */
export const handler = lambda("sweep-leases", async (_event: unknown, { workMsLeft }) => {
  const swept = await sweepLeases(now() + workMsLeft());
  if (swept > 0) log.warn("calls were let go of which no CDR came", { count: swept });
});
