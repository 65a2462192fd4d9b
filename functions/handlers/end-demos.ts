import { endDemos } from "../customers/end-demos.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every five minutes: blocks the demos whose days are over. */
export const handler = lambda("end-demos", (_event: unknown, { workMsLeft }) => endDemos(now(), workMsLeft));
