import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import { statusAllows } from "../customers/status-rules.ts";
import { decimalOf, nanoOf } from "../money/money.ts";
import { bookPayment } from "../payments/book-payment.flow.ts";
import { type CheckoutEvent, openCheckout, readEvent } from "../platform/card-gateway.ts";
import { isoInstant } from "../platform/clock.ts";
import { env } from "../platform/env.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { transact, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import { addTopUp, getGateway, getTopUp, removeGateway, setGateway, settleTopUp } from "./top-up.store.ts";
import { type CardGateway, fromGateway, gatewayAmount, type NewGateway, type TopUp } from "./top-up.ts";

const webhookUrl = `${env.PUBLIC_URL}/api/v1/card-gateway/events`;

export async function gatewayShown(): Promise<CardGateway> {
  const gateway = await getGateway();
  if (!gateway) return { configured: false, mode: null, keyEnd: null, webhookUrl };
  const mode = gateway.secretKey.includes("_live_") ? "LIVE" : "TEST";
  return { configured: true, mode, keyEnd: gateway.secretKey.slice(-4), webhookUrl };
}

/** Sets the gateway's keys, or takes them away. The audit says that, never what they are. */
export async function changeGateway(
  gateway: NewGateway | undefined,
  actor: Principal,
  at: number,
): Promise<CardGateway> {
  const change = { actor, action: gateway ? "card-gateway.set" : "card-gateway.remove", subject: "card-gateway" };
  await transact([gateway ? setGateway(gateway) : removeGateway(), auditEntry(change, at)]);
  return gatewayShown();
}

const notConfigured =
  "Card payments are not set up. The operator sets Stripe's secret key and the webhook's signing secret under Payments, Card payments.";

/** @throws Problem conflict for a demo and where there is no gateway; invalid for an amount that the gateway cannot take */
async function checkTopUp({ customerType, status, currency }: Customer, amount: string) {
  if (customerType === "DEMO") throw new Problem("conflict", "A demo has play money only and cannot pay.");
  if (!statusAllows(status, "topUp")) throw new Problem("conflict", "This customer is closed.");
  const gateway = await getGateway();
  if (!gateway) throw new Problem("conflict", notConfigured);
  const units = gatewayAmount(amount, currency);
  if (units === undefined) {
    const message = `Cards cannot pay this amount in ${currency}.`;
    throw new Problem("invalid", "Please correct: amount.", { fields: [{ path: "amount", message }] });
  }
  return { gateway, units };
}

/** Opens a page on which the customer pays the amount by card. */
export async function beginTopUp(customer: Customer, amount: string, actor: Principal, at: number): Promise<TopUp> {
  const { gateway, units } = await checkTopUp(customer, amount);
  const { account, currency, email, emails } = customer;
  const id = newId("topUp");
  const page = (actor.holder ?? actor.kind) === "customer" ? "/portal/payments" : `/customers/${account}/payments`;
  const back = env.PUBLIC_URL + page;
  const order = {
    ...{ id, amount: units, currency, email: emails.billing ?? email },
    description: `${(await getSettings()).companyName}: account ${account}`,
    successUrl: `${back}?topUp=${id}`,
    cancelUrl: back,
  };
  const { url } = await openCheckout(gateway.secretKey, order).catch((cause: unknown) => {
    throw new Problem("unavailable", "The card gateway does not answer as it should. Please try again.", {
      cause,
      retryAfterSeconds: 10,
    });
  });
  const topUp: TopUp = {
    ...{ id, account, amount: decimalOf(nanoOf(amount)), currency, status: "OPEN", url, payment: null },
    ...{ createdAt: isoInstant(at), createdBy: actorOf(actor) },
  };
  await addTopUp(topUp);
  return topUp;
}

/** Books the money of a page that is paid, once for the page however often it is told of. */
async function credit(topUp: TopUp, event: CheckoutEvent): Promise<void> {
  const { id, account, amount, currency } = topUp;
  if (event.currency !== currency || fromGateway(event.amount, event.currency) !== nanoOf(amount)) {
    log.error("other money was paid by card than was asked for", { account, job: id, reason: "MISMATCH" });
    return settle(id, "MISMATCH");
  }
  const note = "Paid by card";
  const request = { kind: "PAYMENT" as const, amount, method: "CARD", reference: event.reference, note };
  const idempotencyKey = `card:${event.session}`;
  const { id: payment } = await bookPayment({ account, request, idempotencyKey, by: "card-gateway" });
  // The money stands; a run that dies here is followed by the gateway's next try.
  await write(settleTopUp(id, "PAID", payment));
}

async function settle(id: string, status: TopUp["status"]): Promise<void> {
  try {
    await write(settleTopUp(id, status, null));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/**
 * Takes an event of the gateway: over the raw body, whose signature is looked at before anything else. What is not ours
 * is answered with success, or the gateway would send it for days.
 * @throws Problem bad_request for a signature that is not right; conflict where there is no gateway
 */
export async function takeEvent(body: string, signature: string): Promise<void> {
  const gateway = await getGateway();
  if (!gateway) throw new Problem("conflict", notConfigured);
  const event = await readEvent(body, signature, gateway.webhookSecret).catch((cause: unknown) => {
    throw new Problem("bad_request", "The signature is not right.", { cause });
  });
  const topUp = event ? await getTopUp(event.topUp) : undefined;
  if (!event || !topUp) return;
  if (event.kind === "PAID") return credit(topUp, event);
  await settle(topUp.id, event.kind);
}
