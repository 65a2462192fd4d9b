import { lambda } from "../platform/lambda.ts";
import { runVendorMoney } from "../vendor-money/run-vendor-money.flow.ts";

/** Runs every ten minutes: books what vendors' calls cost, and tells where little is left. */
export const handler = lambda("vendor-money", async (_event: unknown, { workMsLeft }) => {
  await runVendorMoney(workMsLeft);
});
