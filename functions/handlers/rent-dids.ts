import { rentDids } from "../dids/rent-dids.flow.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every hour: books what is due for numbers, and sees to those whose rent is not covered. */
export const handler = lambda("rent-dids", async (_event: unknown, { workMsLeft }) => {
  await rentDids(workMsLeft);
});
