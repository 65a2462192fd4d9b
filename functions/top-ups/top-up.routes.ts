import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, open, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { paymentFaults } from "../payments/payment.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { beginTopUp, changeGateway, gatewayShown, takeEvent } from "./top-up.flow.ts";
import { getTopUp } from "./top-up.store.ts";
import { CardGateway, NewGateway, NewTopUp, TopUp } from "./top-up.ts";

const Received = z.object({ received: z.literal(true) }).meta({ id: "EventReceived" });

export const topUpRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get("/card-gateway", doc("Say whether cards can pay", CardGateway), signedInOnly, async (c) =>
    c.json(await gatewayShown()),
  )
  .put(
    "/card-gateway",
    doc("Set the keys of the card gateway; they are never shown again", CardGateway),
    may("settings:write"),
    valid("json", NewGateway),
    async (c) => c.json(await changeGateway(c.req.valid("json"), signedIn(c), now())),
  )
  .delete(
    "/card-gateway",
    doc("Take the keys of the card gateway away", CardGateway),
    may("settings:write"),
    async (c) => c.json(await changeGateway(undefined, signedIn(c), now())),
  )
  .post(
    "/card-gateway/events",
    doc("Take an event of the card gateway, signed over its raw body", Received),
    open,
    async (c) => {
      await takeEvent(await c.req.text(), c.req.header("stripe-signature") ?? "");
      return c.json({ received: true as const });
    },
  )
  .post(
    "/customers/:account/top-ups",
    doc("Open a page on which the customer pays by card", TopUp, 201),
    // Whoever may see the money may bring some: nothing is credited before the gateway says that it is paid.
    may("money:read"),
    ofAccount,
    valid("json", NewTopUp, (value, c) =>
      paymentFaults({ ...(value as object), kind: "PAYMENT" }, c.var.customer.currency, now()),
    ),
    async (c) => c.json(await beginTopUp(c.var.customer, c.req.valid("json").amount, signedIn(c), now()), 201),
  )
  .get(
    "/customers/:account/top-ups/:id",
    doc("How a card payment stands", TopUp),
    may("money:read"),
    ofAccount,
    async (c) => {
      const topUp = await getTopUp(c.req.param("id"));
      if (topUp?.account !== c.var.customer.account) throw new Problem("not_found", "There is no such card payment.");
      return c.json(topUp);
    },
  );
