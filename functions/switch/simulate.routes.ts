import { Hono } from "hono";
import { seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { hiddenFrom } from "./shown-trace.ts";
import { SimulatedCall, Simulation, simulateCall } from "./simulate-call.flow.ts";

/** Trying a call without making it. */
export const simulateRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>().post(
  "/customers/:account/simulate",
  doc("Would this call go, where, for how long and at what price? Nothing is held or kept", Simulation),
  may("routing:read"),
  ofAccount,
  valid("json", SimulatedCall),
  async (c) => {
    const { customer } = c.var;
    const principal = signedIn(c);
    const hidden = hiddenFrom(principal.account, customer.resellers);
    const trying = { now: now(), seesVendors: seesVendors(principal), hidden };
    return c.json(await simulateCall(customer, c.req.valid("json"), trying));
  },
);
