import type Stripe from "stripe";
import { env } from "./env.ts";

/** The card gateway: Stripe Checkout. A card's number is typed on Stripe's own page and never comes here. */

export interface CheckoutOrder {
  /** Id of the top-up: Stripe names it again in its events. */
  id: string;
  /** In the currency's smallest unit as Stripe counts it. */
  amount: number;
  currency: string;
  description: string;
  email: string | null;
  successUrl: string;
  cancelUrl: string;
}

/** A quarter of a megabyte, which only those read who pay. */
const loadStripe = async () => (await import("stripe")).default;

const clientOf = async (secretKey: string): Promise<Stripe> => {
  const Client = await loadStripe();
  const elsewhere = env.STRIPE_API_URL === undefined ? undefined : new URL(env.STRIPE_API_URL);
  return new Client(secretKey, {
    maxNetworkRetries: 2,
    timeout: 15_000,
    telemetry: false,
    ...(elsewhere ? { host: elsewhere.hostname, port: elsewhere.port, protocol: "http" as const } : {}),
  });
};

/**
 * Opens a page on which the amount is paid: one page, since what the client repeats after a lost answer has the same key.
 * @throws Error of Stripe's for a key that it does not take
 */
export async function openCheckout(secretKey: string, order: CheckoutOrder): Promise<{ session: string; url: string }> {
  const { id, amount, currency, description, email, successUrl, cancelUrl } = order;
  const { id: session, url } = await (await clientOf(secretKey)).checkout.sessions.create({
    mode: "payment",
    client_reference_id: id,
    success_url: successUrl,
    cancel_url: cancelUrl,
    ...(email ? { customer_email: email } : {}),
    line_items: [
      {
        quantity: 1,
        price_data: { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name: description } },
      },
    ],
  });
  if (!url) throw new Error("the gateway gave no address for the payment");
  return { session, url };
}

/** What an event of the gateway tells of a payment page. */
export interface CheckoutEvent {
  kind: "PAID" | "EXPIRED" | "FAILED";
  topUp: string;
  session: string;
  /** Of the payment, as Stripe names it. */
  reference: string;
  /** In the currency's smallest unit as Stripe counts it. */
  amount: number;
  currency: string;
}

const kinds: Record<string, CheckoutEvent["kind"] | undefined> = {
  "checkout.session.completed": "PAID",
  "checkout.session.async_payment_succeeded": "PAID",
  "checkout.session.async_payment_failed": "FAILED",
  "checkout.session.expired": "EXPIRED",
};

/**
 * Reads an event whose signature over the body as it came is right. Null for what does not concern a payment page, and
 * for a page that is done but not paid yet: its payment is told of later.
 * @throws Error for a signature that is wrong, too old, or not there
 */
export async function readEvent(body: string, signature: string, webhookSecret: string): Promise<CheckoutEvent | null> {
  const { webhooks } = await loadStripe();
  const event = await webhooks.constructEventAsync(body, signature, webhookSecret);
  const kind = kinds[event.type];
  if (kind === undefined) return null;
  const session = event.data.object as Stripe.Checkout.Session;
  if (kind === "PAID" && session.payment_status !== "paid") return null;
  const { payment_intent: intent } = session;
  return {
    kind,
    topUp: session.client_reference_id ?? "",
    session: session.id,
    reference: (typeof intent === "string" ? intent : intent?.id) ?? session.id,
    amount: session.amount_total ?? 0,
    currency: (session.currency ?? "").toUpperCase(),
  };
}
