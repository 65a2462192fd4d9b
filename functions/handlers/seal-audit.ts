import { sealAudit } from "../audit/seal-audit.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every hour: seals the days of the audit that are over. */
export const handler = lambda("seal-audit", (_event: unknown, { workMsLeft }) =>
  sealAudit(now(), now() + workMsLeft()),
);
