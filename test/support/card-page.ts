import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Stripe from "stripe";

/** The keys that the gateway's dashboard would show. */
export const cardKeys = { secretKey: "sk_test_4711abcdef1234", webhookSecret: "whsec_test_4711abcdef" };

interface Order {
  id: string;
  topUp: string;
  amount: number;
  currency: string;
  back: string;
  paid: string;
}

const pageOf = ({ id, amount, currency, back }: Order): string =>
  `<!doctype html><title>Payment</title><h1>${(amount / 100).toFixed(2)} ${currency.toUpperCase()}</h1>
  <form method="post" action="/pay/${id}"><button>Pay</button></form><a href="${back}">Back</a>`;

/**
 * Stripe as far as one payment sees it: the request that opens a page, the page on which a person presses "Pay" and is sent
 * back, and the signed event, which comes when it is let.
 */
export async function cardPage() {
  const orders: Order[] = [];
  const open = async (request: IncomingMessage) => {
    const asked = new URLSearchParams(await text(request));
    const told = (name: string) => asked.get(name) ?? "";
    const price = "line_items[0][price_data]";
    const order = {
      ...{ id: `cs_test_${orders.length + 1}`, topUp: told("client_reference_id") },
      ...{ amount: Number(told(`${price}[unit_amount]`)), currency: told(`${price}[currency]`) },
      ...{ back: told("cancel_url"), paid: told("success_url") },
    };
    orders.push(order);
    return order;
  };
  const server = createServer(async (request, reply) => {
    const order = orders.find(({ id }) => request.url === `/pay/${id}`);
    if (request.url === "/v1/checkout/sessions") {
      const { id } = await open(request);
      reply.writeHead(200, { "content-type": "application/json" });
      return reply.end(JSON.stringify({ id, object: "checkout.session", url: `${url}/pay/${id}` }));
    }
    // A browser asks for the picture of a site, too.
    if (!order) return reply.writeHead(404).end();
    if (request.method === "POST") return reply.writeHead(303, { location: order.paid }).end();
    return reply.writeHead(200, { "content-type": "text/html" }).end(pageOf(order));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Tells the product at that address how the latest page went, signed; answers with the status of its reply. */
  async function tell(origin: string, type: string): Promise<number> {
    const { id, topUp, amount, currency } = orders.at(-1) as Order;
    const session = {
      ...{ id, object: "checkout.session", client_reference_id: topUp, amount_total: amount, currency },
      ...{ payment_status: type.endsWith("completed") ? "paid" : "unpaid", payment_intent: latest() },
    };
    const payload = JSON.stringify({ id: `evt_${id}`, object: "event", type, data: { object: session } });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: cardKeys.webhookSecret });
    const headers = { "stripe-signature": signature, "content-type": "application/json" };
    const reply = await fetch(`${origin}/api/v1/card-gateway/events`, { method: "POST", headers, body: payload });
    return reply.status;
  }

  /** What a payment of the latest page is called. */
  const latest = (): string => `pi_${orders.at(-1)?.id}`;

  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, tell, latest, close };
}
