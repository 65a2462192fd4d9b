import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/run-rerate.ts";
import type { Caller, Reply } from "../support/api.ts";
import { aBatch, aCallOf, addRate, type Operator, rate } from "../support/charging.ts";
import { aCustomer, aTariff } from "../support/customers.ts";

/** What EventBridge tells when a job's object has arrived, once more for each call. */
export const tellOfRerate = (id: string): Promise<void> =>
  handler(
    { detail: { object: { key: `rerates/${id}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 900_000 } as Context,
  );

export const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();
export const soon = () => new Date(Date.now() + 60_000).toISOString();

/** The calls of the last hour. */
export const lastHour = (fields: object) => ({ from: hourAgo(), to: soon(), reason: "The rate was wrong.", ...fields });

/** A job whose trial is over. */
export async function tried(who: Caller, fields: object): Promise<Reply["body"]> {
  const begun = await who("POST", "/rerates", lastHour(fields));
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
  await tellOfRerate(begun.body.id);
  return (await who("GET", `/rerates/${begun.body.id}`)).body;
}

/** Agrees and lets it run. */
export async function approved(who: Caller, id: string): Promise<Reply["body"]> {
  const reply = await who("POST", `/rerates/${id}/approve`);
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
  await tellOfRerate(id);
  return (await who("GET", `/rerates/${id}`)).body;
}

/** A tariff at 0.06 a minute, and a customer of it. */
export async function aWorld({ admin }: Operator, fields: object = {}) {
  const tariff = await aTariff(admin);
  await addRate(admin, tariff, "44");
  const { account } = await aCustomer(admin, tariff, fields);
  return { tariff, account };
}

/** From now on the tariff says that a minute to 44 has always cost so much. */
export const reprice = (admin: Caller, tariff: string, pricePerMinute: string, prefix = "44") =>
  addRate(admin, tariff, prefix, { pricePerMinute, effectiveFrom: "2021-01-01T00:00:00Z" });

/** Answered calls of a minute each, some minutes ago, one block a call. */
export async function minutes(operator: Operator, account: string, count: number, over: object = {}): Promise<void> {
  for (let i = 0; i < count; i++) {
    const setupMs = Date.now() - (20 + i) * 60_000;
    const left = await rate(aBatch(operator.source, [aCallOf(account, operator.source, { setupMs, ...over })]));
    if (left.length > 0) throw new Error("calls were not posted");
  }
}
