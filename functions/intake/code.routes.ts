import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { AccountCode } from "../customers/customer.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { checkCodes } from "./check-codes.flow.ts";
import { CheckedLines } from "./code-lines.ts";

const CodesRequest = z
  .strictObject({
    /** Whose the codes are to be; left out for a customer who is not added yet. */
    account: AccountCode.optional(),
    /** The device that is to have them; left out for the customer itself. */
    deviceId: z.string().max(64).optional(),
    /** `code`, or `source, code` with the source's name or id. */
    lines: z.array(z.string().max(300)).min(1).max(200),
  })
  .meta({ id: "SwitchAccountsQuestion" });

/** Codes by which switches know customers and devices, asked about before they are saved. */
export const codeRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().post(
  "/switch-accounts/check",
  doc("Check pasted codes line by line; nothing is saved", CheckedLines),
  may("customers:read", "owned"),
  valid("json", CodesRequest),
  async (c) => c.json({ items: await checkCodes(c.req.valid("json"), signedIn(c)) }),
);
