import { beforeAll, describe, expect, it } from "vitest";
import { loadTariff } from "../functions/tariffs/tariff.store.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aTariff } from "./support/customers.ts";
import { importOf } from "./support/tariffs.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const from2021 = { effectiveFrom: "2021-01-01T00:00:00Z" };

/** Two customers of a tariff at 0.06; for the first there is a card at 0.01. */
async function aDeal() {
  const { admin, tariff, newAccount } = operator;
  const [favoured, other] = [await newAccount(), await newAccount()];
  const card = (await admin("POST", `/tariffs/${tariff}/cards`, { name: "Deal", account: favoured })).body;
  await addRate(admin, tariff, "44", { card: card.id, pricePerMinute: "0.01", ...from2021 });
  return { favoured, other, card };
}

describe("an override card", () => {
  it("charges the one customer, and the page of the call says so", async () => {
    const { favoured, other, card } = await aDeal();
    expect(card).toMatchObject({ account: favoured, name: "Deal" });
    const { source } = operator;
    await rate(aBatch(source, [aCallOf(favoured, source), aCallOf(other, source)]));
    expect([await operator.balance(favoured), await operator.balance(other)]).toEqual(["-0.01", "-0.06"]);
    const [own] = (await operator.calls(favoured)).items;
    const call = (await operator.admin("GET", `/customers/${favoured}/calls/${own.id}`)).body;
    expect(JSON.stringify(call.trace)).toContain(`override card of ${favoured}`);
    const [theirs] = (await operator.calls(other)).items;
    const plain = (await operator.admin("GET", `/customers/${other}/calls/${theirs.id}`)).body;
    expect(JSON.stringify(plain.trace)).not.toContain("override");
  });

  it("stays in the version that had it when it is removed", async () => {
    const { favoured, card } = await aDeal();
    const { admin, tariff } = operator;
    const { version } = (await admin("GET", `/tariffs/${tariff}`)).body;
    await admin("DELETE", `/tariffs/${tariff}/cards/${card.id}?confirmPastChange=true`);
    expect((await loadTariff({ tariffId: tariff, version })).cards.some(({ account }) => account === favoured)).toBe(
      true,
    );
    const after = await loadTariff({ tariffId: tariff, version: version + 1 });
    expect(after.cards.some(({ account }) => account === favoured)).toBe(false);
  });

  it("is asked before all cards wherever it stands, takes sheets, and holds from now on", async () => {
    const { admin } = operator;
    const tariff = await aTariff(admin);
    await addRate(admin, tariff, "44");
    const account = await operator.newAccount({ tariffId: tariff });
    const card = (await admin("POST", `/tariffs/${tariff}/cards`, { name: "Deal", account })).body;
    expect(card.order).toBe(2);
    const sheet = await importOf(admin, tariff, "prefix,rate\n44,0.02\n", { card: card.id });
    await admin("POST", `${sheet.path}/apply`, {});
    const [rate] = (await admin("GET", `/tariffs/${tariff}/rates?card=${card.id}`)).body.items;
    expect(Date.now() - Date.parse(rate.effectiveFrom)).toBeLessThan(600_000);
    const loaded = await loadTariff({
      tariffId: tariff,
      version: (await admin("GET", `/tariffs/${tariff}`)).body.version,
    });
    expect(loaded.cards.map((one) => one.account)).toEqual([account, undefined]);
  });

  it.each([
    { account: "C99999999", because: "nobody has it" },
    { account: "nobody", because: "it is no account code" },
  ])("of $account is refused: $because", async ({ account }) => {
    const reply = await operator.admin("POST", `/tariffs/${operator.tariff}/cards`, { name: "Deal", account });
    expect([reply.status, reply.body.error.fields[0].path]).toEqual([422, "account"]);
  });

  it("of a customer in another currency is refused, and none can be the only card", async () => {
    const { admin } = operator;
    const dollars = await aTariff(admin, "USD");
    const account = await operator.newAccount();
    expect((await admin("POST", `/tariffs/${dollars}/cards`, { name: "Deal", account })).status).toBe(422);
    const euros = await aTariff(admin);
    await admin("POST", `/tariffs/${euros}/cards`, { name: "Deal", account });
    const [standard] = (await admin("GET", `/tariffs/${euros}`)).body.cards;
    expect((await admin("DELETE", `/tariffs/${euros}/cards/${standard.id}`)).status).toBe(409);
  });
});

describe("/rates/lookup", () => {
  const ask = (query: Record<string, string>) =>
    operator.admin("GET", `/rates/lookup?${new URLSearchParams(query).toString()}`);

  it("quotes what a call of a minute is then charged, for the customer and for anyone", async () => {
    const { favoured, other } = await aDeal();
    const own = (await ask({ number: "+44 20 7946", account: favoured })).body;
    expect(own).toMatchObject({
      number: "44207946",
      outcome: "RATED",
      price60: "0.01",
      prefix: "44",
      billedSeconds: 60,
    });
    expect(own.rows.map((row: { cardName: string; verdict: string }) => `${row.cardName} ${row.verdict}`)).toEqual([
      "Deal WINS",
      "Standard LATER_CARD",
    ]);
    expect((await ask({ number: "4420", account: other })).body.price60).toBe("0.06");
    expect((await ask({ number: "4420", tariff: operator.tariff })).body.price60).toBe("0.06");
    const { source } = operator;
    await rate(aBatch(source, [aCallOf(favoured, source)]));
    expect(await operator.balance(favoured)).toBe("-0.01");
  });

  it("answers for any instant, and says what a call without a price waits for", async () => {
    const { tariff } = operator;
    const before = (await ask({ number: "4420", tariff, at: "2019-01-01T00:00:00Z" })).body;
    expect(before).toMatchObject({ outcome: "NO_RATE", price60: null, rows: [{ verdict: "NOT_YET" }] });
    expect((await ask({ number: "999", tariff })).body).toMatchObject({ outcome: "NO_RATE", rows: [] });
  });

  it.each([
    { query: { number: "4420" }, status: 422, because: "neither tariff nor customer" },
    { query: { number: "44a", tariff: "x" }, status: 422, because: "no number" },
    { query: { number: "44", account: "C99999999" }, status: 404, because: "no such customer" },
    { query: { number: "44", tariff: "trf_nobody" }, status: 404, because: "no such tariff" },
    { query: { number: "44", tariff: "x", at: "today" }, status: 422, because: "no instant" },
  ] as { query: Record<string, string>; status: number; because: string }[])(
    "answers $status: $because",
    async (row) => {
      expect((await ask(row.query)).status).toBe(row.status);
    },
  );
});
