import { operator } from "../auth/access.ts";
import { markCustomers } from "../customers/mark-customers.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every quarter of an hour: marks whose credit is nearly used and who has no calls. */
export const handler = lambda("mark-customers", (_event: unknown, { workMsLeft }) =>
  markCustomers(operator, now(), workMsLeft),
);
