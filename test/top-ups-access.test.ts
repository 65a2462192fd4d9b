import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

// The gateway's keys hold for a whole deployment: one of its own.
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-card-access`;
  process.env["STRIPE_API_URL"] = "http://127.0.0.1:1";
});

import { staffPermissions } from "../functions/auth/access.ts";
import { balanceOf } from "../functions/ledger/ledger.store.ts";
import { decimalOf } from "../functions/money/money.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany } from "../functions/platform/table.ts";
import { addTopUp, getTopUp } from "../functions/top-ups/top-up.store.ts";
import { type Caller, goodPassword, send, signInAs, staff } from "./support/api.ts";
import { cardGateway, deliver, eventOf } from "./support/card-gateway.ts";
import { cardKeys } from "./support/card-page.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

let admin: Caller;
let tariff: string;
let gateway: Awaited<ReturnType<typeof cardGateway>>;
beforeAll(async () => {
  gateway = await cardGateway();
  await createTable(env.TABLE_NAME);
  admin = await staff();
  tariff = await aTariff(admin);
  await admin("PUT", "/card-gateway", cardKeys);
});
afterAll(() => gateway.close());

const begin = (who: Caller, account: string, amount = "20") => who("POST", `/customers/${account}/top-ups`, { amount });
const balance = async (account: string) => decimalOf((await balanceOf(account))?.bal ?? 0n);
const without = (missing: string) => staff(staffPermissions.filter((held) => held !== missing));
const secrets = [cardKeys.secretKey, cardKeys.webhookSecret];
const holdsNone = (text: string) => secrets.filter((secret) => text.includes(secret));

describe("a page on which a card is typed", () => {
  it("is opened and looked at by whoever sees the account's money, and by nobody else", async () => {
    const [above, beside] = [await aReseller(admin, tariff), await aReseller(admin, tariff)];
    const [customer, other] = [await itsCustomer(above), await itsCustomer(above)];
    const [itself, neighbour] = await Promise.all(
      [customer, other].map(({ username }) => signInAs(username, goodPassword)),
    );
    const { account } = customer;
    const may = [itself as Caller, above.api, await staff(["money:read"])];
    const mayNot: [who: Caller, status: number][] = [
      [neighbour as Caller, 404],
      [beside.api, 404],
      [await without("money:read"), 403],
      [(method, path, body) => send(method, `/api/v1${path}`, body), 401],
    ];
    const opened = await Promise.all(may.map((who) => begin(who, account)));
    expect(opened.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { id } = opened[0]?.body ?? {};
    expect(await getTopUp(id)).toMatchObject({ account, amount: "20", currency: "EUR", status: "OPEN" });
    const { length } = gateway.asked;
    const read = (who: Caller) => who("GET", `/customers/${account}/top-ups/${id}`);
    for (const who of may) expect((await read(who)).body).toMatchObject({ id, account, status: "OPEN" });
    for (const [who, status] of mayNot) {
      expect([(await begin(who, account)).status, (await read(who)).status]).toEqual([status, status]);
    }
    expect(gateway.asked).toHaveLength(length);
  });

  it("is for the amount that is asked for, and for nothing else that the asker says", async () => {
    const { account } = await aCustomer(admin, tariff);
    for (const more of [
      { currency: "JPY" },
      { account: "C00000001" },
      { status: "PAID" },
      { card: "4242424242424242" },
    ])
      expect((await admin("POST", `/customers/${account}/top-ups`, { amount: "20", ...more })).status).toBe(422);
  });

  it("is not for a closed account, however its page was reached", async () => {
    const { account } = await aCustomer(admin, tariff);
    expect((await admin("DELETE", `/customers/${account}?confirmBalance=0`)).status).toBe(204);
    const { length } = gateway.asked;
    const refused = await begin(admin, account);
    expect([refused.status, refused.body.error.message]).toEqual([409, "This customer is closed."]);
    expect(gateway.asked).toHaveLength(length);
  });

  it("of which a late copy of its beginning arrives stays as it was decided", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await begin(admin, account)).body;
    const opened = await getTopUp(id);
    await deliver(eventOf({ id }));
    const paid = await getTopUp(id);
    expect(paid).toMatchObject({ status: "PAID", url: null, payment: expect.stringMatching(/^pay_/) });
    await expect(addTopUp(opened as NonNullable<typeof opened>)).rejects.toThrow();
    expect(await getTopUp(id)).toEqual(paid);
    expect(await balance(account)).toBe("20");
  });
});

describe("the gateway", () => {
  const refuses = (status: number, error: object) => (reply: ServerResponse) => {
    reply.writeHead(status, { "content-type": "application/json", "stripe-should-retry": "false" });
    reply.end(JSON.stringify({ error }));
  };
  const said = `Invalid API Key provided: ${cardKeys.secretKey}`;

  it.each([
    { answer: refuses(401, { type: "invalid_request_error", message: said }), because: "does not take the key" },
    { answer: refuses(500, { type: "api_error", message: said }), because: "is out of order" },
    {
      answer: (reply: ServerResponse) => void reply.end(JSON.stringify({ id: "cs_1", url: null })),
      because: "gives no page",
    },
  ])("that $because leaves nothing behind, and its answer and our log say no key", async ({ answer }) => {
    const { account } = await aCustomer(admin, tariff);
    const logged: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => logged.push(String(line)) > 0);
    gateway.answerWith(answer);
    const refused = await begin(admin, account).finally(() => spy.mockRestore());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
    expect(refused.body.error.message).toContain("card gateway does not answer");
    expect(await getTopUp(gateway.asked.at(-1)?.fields["client_reference_id"] ?? "")).toBeUndefined();
    expect(logged.join("")).toContain("/top-ups");
    expect(holdsNone(logged.join("") + JSON.stringify(refused.body))).toEqual([]);
  });

  it("whose answer is lost on the way is asked again for the same page, with the key that was set", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { length } = gateway.asked;
    gateway.answerWith((reply) => void reply.destroy());
    const { status, body } = await begin(admin, account);
    expect(status).toBe(201);
    const [lost, answered, ...more] = gateway.asked.slice(length);
    expect(answered?.idempotencyKey).toBe(lost?.idempotencyKey);
    expect(answered).toMatchObject({
      idempotencyKey: expect.stringMatching(/.{20}/),
      authorization: `Bearer ${cardKeys.secretKey}`,
      fields: { client_reference_id: body.id },
    });
    expect(more).toEqual([]);
  });
});

describe("the gateway's keys", () => {
  const item = async () => (await getMany([keys.cardGateway()]))[0];

  it("are set and taken away by whoever may change the settings, and by nobody else", async () => {
    const reseller = await aReseller(admin, tariff);
    const customer = await signInAs((await aCustomer(admin, tariff)).username, goodPassword);
    const before = await item();
    const others = { secretKey: "sk_test_mallory12345678", webhookSecret: "whsec_mallory12345678" };
    for (const who of [await without("settings:write"), reseller.api, customer]) {
      expect((await who("PUT", "/card-gateway", others)).status).toBe(403);
      expect((await who("DELETE", "/card-gateway")).status).toBe(403);
    }
    expect(await item()).toEqual(before);
    expect((await (await staff(["settings:write"]))("PUT", "/card-gateway", cardKeys)).status).toBe(200);
  });

  it("lie sealed, and are shown to nobody but by their last four characters", async () => {
    expect(holdsNone(JSON.stringify(await item()))).toEqual([]);
    const shown = (await admin("GET", "/card-gateway")).body;
    expect(shown).toMatchObject({ configured: true, mode: "TEST", keyEnd: cardKeys.secretKey.slice(-4) });
    expect(holdsNone(JSON.stringify([shown, (await admin("GET", "/audit")).body]))).toEqual([]);
  });

  it("stand in no line of the log, whether an event is believed or not", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await begin(admin, account)).body;
    const logged: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => logged.push(String(line)) > 0);
    try {
      expect((await deliver(eventOf({ id }), { secret: "whsec_another_secret" })).status).toBe(400);
      expect((await deliver(eventOf({ id, amount: 1 }))).status).toBe(200);
    } finally {
      spy.mockRestore();
    }
    expect(logged.join("")).toContain("MISMATCH");
    expect(holdsNone(logged.join(""))).toEqual([]);
  });

  it("once taken away open no page and make no event count, however well it was signed", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await begin(admin, account)).body;
    expect((await admin("DELETE", "/card-gateway")).body).toMatchObject({ configured: false, keyEnd: null });
    expect(await item()).toBeUndefined();
    expect((await begin(admin, account)).status).toBe(409);
    expect((await deliver(eventOf({ id }))).status).toBe(409);
    expect([await balance(account), (await getTopUp(id))?.status]).toEqual(["0", "OPEN"]);
    const { items } = (await admin("GET", "/audit")).body;
    expect(items[0]).toMatchObject({ action: "card-gateway.remove", subject: "card-gateway" });
  });
});
