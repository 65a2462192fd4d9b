import type { EventBridgeEvent } from "aws-lambda";
import { requestPrefix } from "../ledger-checks/ledger-check.store.ts";
import { beginCheck, runCheck } from "../ledger-checks/run-ledger-check.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** By the clock, or for a file under `ledger-checks/` in the uploads bucket, which comes at least once. */
type Started = EventBridgeEvent<string, { object?: { key: string } }>;

/** Checks the ledger: by the clock every six hours, and when it is asked for. */
export const handler = lambda<Started, void>("check-ledger", async (event, { workMsLeft }) => {
  const key = event.detail?.object?.key;
  if (key === undefined) return void (await beginCheck(false, undefined, now()));
  await runCheck(key.slice(requestPrefix.length + 1), workMsLeft);
});
