import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { log } from "../platform/log.ts";
import { writeFigures } from "../platform/metric.ts";
import { sweepLeases } from "../switch/sweep-leases.flow.ts";

/** Runs every minute: gives back what calls hold whose CDR never came. */
export const handler = lambda("sweep-leases", async (_event: unknown, { workMsLeft }) => {
  const { count, lagSeconds } = await sweepLeases(now() + workMsLeft());
  // Told when nothing was over, too: that nobody looks any more is an alarm.
  writeFigures({ SweeperLagSeconds: lagSeconds }, now());
  if (count > 0) log.warn("calls were let go of which no CDR came", { count });
});
