import type { EventBridgeEvent } from "aws-lambda";
import { runBilling, runDue } from "../invoices/billing-run.flow.ts";
import { requestPrefix } from "../invoices/billing-run.store.ts";
import { writeFilesOf } from "../invoices/write-documents.flow.ts";
import { lambda } from "../platform/lambda.ts";

/** By the clock, or for a file under `billing-runs/` in the uploads bucket, which comes at least once. */
type Started = EventBridgeEvent<string, { object?: { key: string } }>;

/** Issues invoices: all that are due every hour, one run that was asked for, or the files of one document. */
export const handler = lambda<Started, void>("run-invoices", async (event, { workMsLeft }) => {
  const key = event.detail?.object?.key;
  if (key === undefined) return runDue(workMsLeft);
  const [id = "", account = "", kind = "", number = ""] = key.slice(requestPrefix.length + 1).split("/");
  if (id === "render") return writeFilesOf(account, kind, number);
  return runBilling(id, workMsLeft);
});
