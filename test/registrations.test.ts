import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany } from "../functions/platform/table.ts";
import { getRegistration } from "../functions/registrations/registration.store.ts";
import { mostContacts } from "../functions/registrations/registration.ts";
import { post, switchKey } from "./intake/world.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

const minute = 60_000;

describe("what a switch tells", () => {
  let admin: Caller;
  let key: string;
  let tariff: string;
  let account: string;
  let undo = () => {};
  afterEach(() => undo());

  beforeAll(async () => {
    admin = await staff();
    key = await switchKey();
    tariff = await aTariff(admin);
    account = (await aCustomer(admin, tariff)).account;
  });

  let extension = 2000;
  async function aDevice(of = account) {
    const login = uniqueName();
    const body = { login, extension: String(extension++), maxCallSessions: 1, callSessionsPerSecond: 1 };
    const reply = await admin("POST", `/customers/${of}/sip-devices`, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return { login, id: reply.body.id as string, secret: reply.body.secret as string };
  }
  async function tell(registrations: object[], authorization = key) {
    const body = JSON.stringify({ switch_id: "kam1", registrations });
    const reply = await post("/switch/v1/registrations", authorization, body, { "content-type": "application/json" });
    return { status: reply.status, body: await reply.json() };
  }
  const registered = (login: string, more: object = {}) => ({
    ...{
      event: "REGISTERED",
      login,
      contact: `<sip:${login}@192.0.2.1:5060>`,
      user_agent: "Desk 1.0",
      expires_s: 3600,
    },
    ...more,
  });
  const list = async (ask: Caller = admin, of = account) => ask("GET", `/customers/${of}/registrations?limit=200`);
  const stateOf = async (id: string) =>
    (await list()).body.items.find(({ deviceId }: { deviceId: string }) => deviceId === id);
  const rowOf = (deviceId: string) => getRegistration({ account, deviceId });

  it("is shown with state, since, until, contact and user agent, and is gone once it ran out", async () => {
    const { login, id } = await aDevice();
    expect(await stateOf(id)).toMatchObject({ login, state: "NEVER_SEEN", since: null, until: null, contacts: [] });
    const at = now();
    undo = replaceClock(() => at);
    expect(await tell([registered(login.toUpperCase(), { expires_s: 60 })])).toEqual({
      status: 200,
      body: { accepted: 1, written: 1, refused: [] },
    });
    const [since, until] = [new Date(at).toISOString(), new Date(at + minute).toISOString()];
    const contact = {
      switch: "kam1",
      contact: expect.stringMatching(/^sip:.*@192\.0\.2\.1:5060$/),
      userAgent: "Desk 1.0",
      state: "REGISTERED",
      since,
      until,
      toldAt: since,
    };
    expect(await stateOf(id)).toEqual({ deviceId: id, login, state: "REGISTERED", since, until, contacts: [contact] });
    undo();
    undo = replaceClock(() => at + 70_000);
    expect(await stateOf(id)).toMatchObject({
      state: "NOT_REGISTERED",
      since: until,
      until: null,
      contacts: [{ state: "EXPIRED" }],
    });
  });

  it("is written once however often it is told, and again only for a renewal beyond a tenth of the lifetime", async () => {
    const { login, id } = await aDevice();
    const at = now();
    undo = replaceClock(() => at + 8 * minute);
    const told = (minutes: number) => registered(login, { at: new Date(at + minutes * minute).toISOString() });
    expect((await tell([told(0), told(0)])).body).toMatchObject({ accepted: 2, written: 1 });
    for (const minutes of [0, 0, 3, 5])
      expect((await tell([told(minutes)])).body).toMatchObject({ accepted: 1, written: 0 });
    expect((await rowOf(id)).version).toBe(1);
    expect((await tell([told(7)])).body).toMatchObject({ written: 1 });
    expect((await rowOf(id)).version).toBe(2);
    // Late: older than what is known.
    expect(
      (
        await tell([
          {
            event: "UNREGISTERED",
            login,
            at: new Date(at + 6 * minute).toISOString(),
            contact: `sip:${login}@192.0.2.1:5060`,
          },
        ])
      ).body,
    ).toMatchObject({ accepted: 1, written: 0 });
    expect(await stateOf(id)).toMatchObject({ state: "REGISTERED", since: new Date(at).toISOString() });
  });

  it("names the logins that nobody has or that are another account's, and takes the rest", async () => {
    const { login, id } = await aDevice();
    const reply = await tell([
      registered("nobody-has-this"),
      registered(login, { account_code: "C00000000" }),
      registered(`a b\u0000${"x".repeat(300)}`),
      registered(login, { account_code: account }),
    ]);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ accepted: 1, written: 1 });
    expect(reply.body.refused.map(({ index, reason }: { index: number; reason: string }) => [index, reason])).toEqual([
      [0, "UNKNOWN_LOGIN"],
      [1, "OTHER_ACCOUNT"],
      [2, "UNKNOWN_LOGIN"],
    ]);
    expect(await stateOf(id)).toMatchObject({ state: "REGISTERED" });
  });

  it("with faults is refused whole, and every fault is named", async () => {
    const { login, id } = await aDevice();
    const reply = await tell([
      registered(login),
      { event: "REGISTERED", login },
      registered(login, { event: "GONE", at: "yesterday", expires_s: -1 }),
    ]);
    expect(reply.status).toBe(422);
    const paths = reply.body.error.fields.map(({ path }: { path: string }) => path);
    for (const path of ["1.expires_s", "1.contact", "2.event", "2.at", "2.expires_s"])
      expect(paths).toContain(`registrations.${path}`);
    expect((await rowOf(id)).version).toBe(0);
  });

  it("of many contacts keeps the ten told of last, and of two switches at once loses nothing", async () => {
    const { login, id } = await aDevice();
    const at = now();
    const contacts = Array.from({ length: 14 }, (_, n) => n);
    const one = (n: number) =>
      registered(login, { contact: `sip:a@192.0.2.${n}`, at: new Date(at - 30_000 + n * 1000).toISOString() });
    await Promise.all(contacts.map((n) => tell([one(n)])));
    const { items } = (await list()).body;
    const device = items.find(({ deviceId }: { deviceId: string }) => deviceId === id);
    expect(device.contacts.map(({ contact }: { contact: string }) => contact)).toEqual(
      contacts
        .slice(-mostContacts)
        .reverse()
        .map((n) => `sip:a@192.0.2.${n}`),
    );
  });

  it("goes with the device, and a new one of the same login was never seen", async () => {
    const { login, id } = await aDevice();
    await tell([registered(login)]);
    const device = await admin("GET", `/customers/${account}/sip-devices/${id}`);
    const headers = { "if-match": `"${device.body.version}"` };
    expect((await admin("DELETE", `/customers/${account}/sip-devices/${id}`, undefined, { headers })).status).toBe(204);
    expect(await getMany([keys.registration(account, id)])).toEqual([]);
    expect((await tell([registered(login)])).body.refused).toMatchObject([{ reason: "UNKNOWN_LOGIN" }]);
  });

  it("may be told by a switch's key alone, and is seen by the customer and by nobody beside it", async () => {
    const mine = await aCustomer(admin, tariff);
    const { login, secret } = await aDevice(mine.account);
    await tell([registered(login, { contact: `sip:${login}:${secret}@192.0.2.1` })]);
    const me = await signInAs(mine.username, goodPassword);
    const seen = await list(me, mine.account);
    expect(seen.body.items).toMatchObject([
      { login, state: "REGISTERED", contacts: [{ contact: `sip:${login}@192.0.2.1` }] },
    ]);
    expect(JSON.stringify(seen.body)).not.toContain(secret);
    expect((await list(me)).status).toBe(404);
    expect((await list(await staff(["calls:read"]))).status).toBe(403);
    expect((await tell([registered(login)], "Bearer sbk_none")).status).toBe(401);
    const reader = await admin("POST", "/api-keys", { name: "reader", scopes: ["devices:read"] });
    expect((await tell([registered(login)], `Bearer ${reader.body.secret}`)).status).toBe(403);
  });
});
