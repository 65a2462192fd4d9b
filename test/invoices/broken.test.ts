import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-broken` }));

import { operator as ownOperator } from "../../functions/auth/access.ts";
import { runDue } from "../../functions/invoices/billing-run.flow.ts";
import { faultsOf, getRun, runPage } from "../../functions/invoices/billing-run.store.ts";
import { entriesOf } from "../../functions/ledger/ledger.store.ts";
import { env } from "../../functions/platform/env.ts";
import { s3 } from "../../functions/platform/files.ts";
import { keys } from "../../functions/platform/keys.ts";
import { getMany, type Key, put, write } from "../../functions/platform/table.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { afterMonthMs, aRun, bill, call, carryOut, invoiced } from "../support/invoicing.ts";
import { aReseller } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

async function anAccount(): Promise<string> {
  const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100" });
  await call(operator, account, [61]);
  return account;
}

/** Spoils fields of a stored item; what puts them right again. */
async function spoil(key: Key, fields: object): Promise<() => Promise<void>> {
  const [item] = await getMany([key]);
  const before = item ?? { ...key };
  await write(put({ ...before, ...fields }));
  return () => write(put(before));
}

async function aPayment(account: string): Promise<Key> {
  const body = { kind: "PAYMENT", amount: "1", method: "CASH" };
  await operator.admin("POST", `/customers/${account}/payments`, body, {
    headers: { "idempotency-key": uniqueName() },
  });
  const [entry] = await entriesOf(account, "2000-01-01", "2999-12-31");
  if (entry?.kind !== "PAYMENT") throw new Error("no payment");
  return keys.ledgerEntry(account, entry.date, entry.seq);
}

describe("a run in which somebody's items cannot be read", () => {
  it("names each of them with its reason, invoices all the others, and those too once they are mended", async () => {
    const good = [await anAccount(), await anAccount()];
    const seller = await aReseller(operator.admin, operator.tariff);
    const broken = {
      customer: await anAccount(),
      balance: await anAccount(),
      chain: await anAccount(),
      entry: await anAccount(),
    };
    const line = await anAccount();
    const mend = [
      await spoil(keys.customer(broken.customer), { billingDecimals: "four" }),
      await spoil(keys.balance(broken.balance), { periodUntil: "tomorrow" }),
      await spoil(keys.invoicedUpTo(broken.chain), { period: "first", closing: 0 }),
      await spoil(await aPayment(broken.entry), { amount: "much" }),
      await spoil(keys.balance(seller.account), { cur: 7 }),
    ];
    // What a list shows of a customer stops no invoice.
    const mendLine = await spoil(keys.customerListing(ownOperator, line), { company: 7 });
    // Runs that everybody is in begin at the first account and pass the broken ones on the way.
    const first = await later(afterMonthMs, async () => {
      const id = await aRun();
      await carryOut(id);
      const faults = await faultsOf(id);
      expect(faults.map(({ account, reason }) => [account, reason]).sort()).toEqual(
        [...Object.values(broken), seller.account].map((account) => [account, "NOT_READABLE"]).sort(),
      );
      const messageOf = (account: string) => faults.find((one) => one.account === account)?.message;
      expect(messageOf(broken.customer)).toMatch(/^What is stored of it cannot be read: billingDecimals: /);
      expect(messageOf(broken.balance)).toContain("periodUntil");
      expect(await getRun(id)).toMatchObject({ status: "done", issued: 3, failed: 5 });
      for (const account of [...good, line]) expect(await invoiced(account)).toHaveLength(1);
      // Run again while nothing is mended: the same are named, nobody is invoiced twice.
      const again = await aRun();
      await carryOut(again);
      expect(await getRun(again)).toMatchObject({ issued: 0, failed: 5 });
      for (const account of good) expect(await invoiced(account)).toHaveLength(1);
      return id;
    });
    const shown = await operator.admin("GET", `/billing-runs/${first}`);
    expect(shown.body).toMatchObject({ failed: 5 });
    expect(shown.body.faults).toHaveLength(5);
    const one = await operator.admin("POST", "/billing-runs", { account: broken.customer, closeNow: true });
    expect(one.status).toBe(202);
    await carryOut(one.body.id);
    const alone = await operator.admin("GET", `/billing-runs/${one.body.id}`);
    expect(alone.body.faults).toMatchObject([{ account: broken.customer, reason: "NOT_READABLE" }]);
    for (const back of mend) await back();
    await mendLine();
    await write({ kind: "remove", key: keys.invoicedUpTo(broken.chain) });
    await later(afterMonthMs, async () => {
      const id = await aRun();
      await carryOut(id);
      expect(await getRun(id)).toMatchObject({ issued: 4, failed: 0 });
      expect(await faultsOf(id)).toEqual([]);
      for (const account of Object.values(broken)) expect(await invoiced(account)).toHaveLength(1);
    });
  });

  it("is begun by the clock too, and a document that cannot be written holds up no other", async () => {
    const [first, second] = [await anAccount(), await anAccount()];
    await later(afterMonthMs, async () => {
      const send = s3.send.bind(s3) as (command: unknown) => Promise<unknown>;
      const isOf = (command: { input?: { Key?: string } }) => command.input?.Key?.startsWith(`invoices/${first}/`);
      s3.send = ((command: object) => (isOf(command) ? Promise.reject(new Error("no room")) : send(command))) as never;
      const { id, issued, failed } = await bill(first).finally(() => Object.assign(s3, { send }));
      expect([issued, failed]).toEqual([1, 1]);
      const [{ account, reason, message } = {} as { account?: string; reason?: string; message?: string }] =
        await faultsOf(id);
      const [invoice] = await invoiced(first);
      expect([account, reason, message]).toEqual([
        first,
        "FILES_NOT_WRITTEN",
        expect.stringContaining(`${invoice?.number} is issued`),
      ]);
      // Its item cannot be read any more when the next run comes by.
      const mend = await spoil(keys.invoice(first, 1), { packed: new Uint8Array([1, 2, 3]) });
      await runDue(() => 900_000);
      expect((await invoiced(second))[0]).toMatchObject({ filesReady: true });
      const [run] = (await runPage({ limit: 1, after: undefined })).runs;
      expect(await faultsOf(run?.id ?? "")).toMatchObject([{ account: first, reason: "FILES_NOT_WRITTEN" }]);
      await mend();
      await runDue(() => 900_000);
      expect((await invoiced(first))[0]).toMatchObject({ number: invoice?.number, filesReady: true });
    });
  });
});
