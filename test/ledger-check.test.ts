import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-ledger-check` }));

import fc from "fast-check";
import { firstBalance, move } from "../functions/ledger/balance.ts";
import { accountFindings, type Finding } from "../functions/ledger-checks/check-account.ts";
import { figureFinding } from "../functions/ledger-checks/ledger-check.ts";
import { runCheck } from "../functions/ledger-checks/run-ledger-check.flow.ts";
import { getMail } from "../functions/mail/mail.store.ts";
import { mailId } from "../functions/mail/mail.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

async function anAccount(): Promise<string> {
  const account = await operator.newAccount();
  const headers = { "idempotency-key": uniqueName() };
  await operator.admin("POST", `/customers/${account}/payments`, { kind: "PAYMENT", amount: "10" }, { headers });
  await rate(
    aBatch(
      operator.source,
      Array.from({ length: 3 }, () => aCallOf(account, operator.source)),
    ),
  );
  return account;
}
const checked = async (account: string) => (await operator.admin("GET", `/customers/${account}/ledger-check`)).body;
const codes = async (account: string) => (await checked(account)).findings.map(({ code }: { code: string }) => code);
const spoil = (account: string, change: string, values: Record<string, unknown>) =>
  write({ kind: "update", key: keys.balance(account), change, values });

describe("the check of one account", () => {
  it("finds nothing where all is well, while calls are charged too", async () => {
    const account = await anAccount();
    expect(await checked(account)).toMatchObject({ account, calls: 3, findings: [] });
    const more = Array.from({ length: 6 }, () => rate(aBatch(operator.source, [aCallOf(account, operator.source)])));
    const looks = Array.from({ length: 6 }, () => codes(account));
    for (const found of await Promise.all(looks)) expect(found).toEqual([]);
    await Promise.all(more);
    expect(await checked(account)).toMatchObject({ calls: 9, findings: [] });
  });

  it.each([
    {
      because: "a balance moved beside the ledger",
      change: "SET #bal = #bal + :x",
      values: { x: 1 },
      code: "BALANCE_NOT_LEDGER",
    },
    {
      because: "what is available was set apart",
      change: "SET #avail = #avail + :x",
      values: { x: 5 },
      code: "AVAILABLE_WRONG",
    },
    { because: "an opening was changed", change: "SET #opening = :x", values: { x: 7 }, code: "PERIODS_DO_NOT_MEET" },
    {
      because: "a rollup counts a call more",
      change: "SET #roll.#n = #roll.#n + :x",
      values: { x: 1 },
      code: "ROLLUP_NOT_CALLS",
    },
    {
      because: "a rollup has more money",
      change: "SET #roll.#charge = #roll.#charge + :x",
      values: { x: 1 },
      code: "BALANCE_NOT_PERIODS",
    },
  ])("names it when $because: $code", async ({ change, values, code }) => {
    const account = await anAccount();
    await spoil(account, change, values);
    expect(await codes(account)).toContain(code);
  });
});

describe("the check of all accounts", () => {
  it("looks at every account, says what is wrong and of whom, and goes on where a part has ended", async () => {
    const [sound, wrong] = [await anAccount(), await anAccount()];
    await spoil(wrong, "SET #bal = #bal + :x", { x: 1 });
    const { body, status } = await operator.admin("POST", "/ledger-checks", {});
    expect([status, body.status]).toEqual([202, "queued"]);
    // No time is left after each part, so that every one of them is another run.
    for (let part = 0; part < 400; part++) {
      await runCheck(body.id, () => 0);
      const { status: state } = (await operator.admin("GET", `/ledger-checks/${body.id}`)).body;
      if (state === "done") break;
    }
    const done = (await operator.admin("GET", `/ledger-checks/${body.id}`)).body;
    expect(done).toMatchObject({ status: "done", progress: 100 });
    const subjects = done.findings.map(({ subject }: { subject: string }) => subject);
    expect(subjects).toContain(wrong);
    expect(subjects).not.toContain(sound);
    await runCheck(body.id, () => 60_000);
    expect((await operator.admin("GET", `/ledger-checks/${body.id}`)).body).toEqual(done);
    expect((await operator.admin("GET", "/ledger-checks")).body.items[0].id).toBe(body.id);
  });

  it("looks at resellers as well, at what the calls below charge them, and mails what it finds once", async () => {
    const { account, tariff, api } = await aReseller(operator.admin, operator.tariff);
    await addRate(api, tariff, "44");
    const customer = await aCustomer(api, tariff, {});
    await rate(aBatch(operator.source, [aCallOf(customer.account, operator.source)]));
    const findingsOf = async () => {
      const { body } = await operator.admin("POST", "/ledger-checks", {});
      await Promise.all([runCheck(body.id, () => 600_000), runCheck(body.id, () => 600_000)]);
      const { findings } = (await operator.admin("GET", `/ledger-checks/${body.id}`)).body;
      return {
        id: body.id,
        codes: findings.filter((one: Finding) => one.subject === account).map(({ code }: Finding) => code),
      };
    };
    expect((await findingsOf()).codes).toEqual([]);
    await spoil(account, "SET #roll.#charge = #roll.#charge + :x, #opening = #opening + :x", { x: 1 });
    const { id, codes: found } = await findingsOf();
    expect(found.sort()).toEqual(["PERIODS_DO_NOT_MEET", "RESALE_NOT_CALLS"]);
    const mail = await getMail(mailId("LEDGER_ALARM", id));
    expect(mail).toMatchObject({ status: "NOT_SENT", reason: "NO_ADDRESS" });
    expect(mail?.text).toContain(id);
  });

  it.each([
    { before: 3, rows: 3, after: 3, isWrong: false, because: "it is quiet" },
    { before: 3, rows: 5, after: 6, isWrong: false, because: "calls came while it looked" },
    { before: 3, rows: 2, after: 6, isWrong: true, because: "a call that was counted is gone" },
    { before: 3, rows: 7, after: 6, isWrong: true, because: "a call stands that was never counted" },
  ])("of figures $before to $after and $rows calls: $because", ({ before, rows, after, isWrong }) => {
    const of = (charged: number) => ({ charged, zeroRated: 0 });
    const found = figureFinding("src_1", { before: of(before), rows: of(rows), after: of(after) });
    expect(found.length > 0).toBe(isWrong);
  });
});

it("any movements keep an account sound, and any nano beside them is found", () => {
  const terms = {
    currency: "EUR",
    creditLimit: 5n,
    maxSessions: 1,
    zone: "UTC",
    cycle: "ON_DEMAND" as const,
    cycleDay: 1,
  };
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { maxLength: 20 });
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 1n, max: 9n }), (paid, off) => {
      let row = firstBalance(terms, 0);
      const entries = paid.map((amount, n) => {
        row = {
          ...move(row, { periodAt: 1, calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: amount, adj: 0n }),
          seq: n + 1,
        };
        const text = { id: String(n), date: "1970-01-01", method: "", reference: "", note: "", by: "" };
        return { kind: "PAYMENT" as const, ...text, at: 1, opening: 0n, seq: n + 1, amount };
      });
      const books = { account: "C00000001", row, entries, frozen: [], calls: new Map() };
      expect(accountFindings(books)).toEqual([]);
      const spoiled = { ...books, row: { ...row, bal: row.bal + off } };
      expect(accountFindings(spoiled).map(({ code }) => code)).toContain("BALANCE_NOT_LEDGER");
    }),
    { numRuns: 1000 },
  );
});
