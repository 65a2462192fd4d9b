import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Stripe from "stripe";
import { env } from "../../functions/platform/env.ts";
import { send } from "./api.ts";
import { cardKeys } from "./card-page.ts";

/** What was asked of the gateway: the fields of the page, and the key under which it is one page. */
interface Asked {
  fields: Record<string, string>;
  idempotencyKey: string;
  authorization: string;
}

const newPage = (reply: ServerResponse, id: string): void => {
  reply.writeHead(200, { "content-type": "application/json" });
  reply.end(JSON.stringify({ id, object: "checkout.session", url: `https://checkout.stripe.com/c/pay/${id}` }));
};

/** Stripe's API as far as opening a page goes, in the place of the real one. */
export async function cardGateway() {
  const asked: Asked[] = [];
  const next: ((reply: ServerResponse) => void)[] = [];
  const server = createServer(async (request: IncomingMessage, reply) => {
    const fields = Object.fromEntries(new URLSearchParams(await text(request)));
    const [idempotencyKey, authorization] = ["idempotency-key", "authorization"].map((name) =>
      String(request.headers[name]),
    ) as [string, string];
    asked.push({ fields, idempotencyKey, authorization });
    const answer = next.shift() ?? ((to) => newPage(to, `cs_test_${asked.length}`));
    answer(reply);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  Object.assign(env, { STRIPE_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return {
    asked,
    /** How the requests to come are answered, one after another. */
    answerWith: (...answers: typeof next) => next.push(...answers),
    close: () => server.close(),
  };
}

export interface Told {
  id: string | null;
  session?: string;
  amount?: number | null;
  currency?: string;
  type?: string;
  status?: string;
}

/** An event of the gateway as it is sent. */
export const eventOf = ({ id, session = `cs_${id}`, amount = 2000, currency = "eur", ...rest }: Told): string =>
  JSON.stringify({
    ...{ id: `evt_${Math.random()}`, object: "event", type: rest.type ?? "checkout.session.completed" },
    data: {
      object: {
        ...{ id: session, object: "checkout.session", client_reference_id: id, amount_total: amount, currency },
        ...{ payment_status: rest.status ?? "paid", payment_intent: `pi_${id}` },
      },
    },
  });

/** Sends it, signed at an instant in epoch seconds by a secret; `body`: something else than what was signed. */
export function deliver(payload: string, over: { secret?: string; timestamp?: number; body?: string } = {}) {
  const { secret = cardKeys.webhookSecret, timestamp } = over;
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, ...(timestamp ? { timestamp } : {}) });
  const headers = { "stripe-signature": header, "content-type": "application/json" };
  return send("POST", "/api/v1/card-gateway/events", over.body ?? payload, { headers });
}
