import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: runs make the files of all customers. The receiver of this test stands on this machine. */
vi.hoisted(() =>
  Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-call-file-set`, WEBHOOKS_TO_PRIVATE: "1" }),
);

import { callFileDefaults } from "../../functions/call-files/call-file-settings.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { keys } from "../../functions/platform/keys.ts";
import { get } from "../../functions/platform/table.ts";
import { sendDueWebhooks } from "../../functions/webhooks/send-webhooks.flow.ts";
import { StoredWebhook } from "../../functions/webhooks/webhook.ts";
import { goodPassword, send, signInAs, staff, uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { aCustomer, faultsOf } from "../support/customers.ts";
import { aReseller } from "../support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "../support/switched.ts";
import { createTable } from "../support/table.ts";
import { isSigned, webhookReceiver } from "../support/webhook-receiver.ts";
import { aTaker, callsAt, dayMs, filesOf, firstDay, hourMs, runAt, set, standingAt, wanted } from "./world.ts";

let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
let operator: Operator;
let url = "";
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  receiver = await webhookReceiver();
  url = `${receiver.url}/calls`;
});
afterAll(() => receiver.close());

const settingsOf = (account: string) => `/customers/${account}/call-file-settings`;

describe("how the files are wanted", () => {
  it("is said by the customer itself and by staff of the same thing, and stands in the audit", async () => {
    const { account, username } = await aCustomer(operator.admin, operator.tariff);
    const me = await signInAs(username, goodPassword);
    expect((await me("GET", settingsOf(account))).body).toMatchObject({ ...callFileDefaults, dueAt: null, version: 0 });
    const own = await me("PUT", "/own-call-files", wanted);
    expect(own).toMatchObject({ status: 200, body: { ...wanted, version: 1, secret: null } });
    expect(Date.parse(own.body.dueAt)).toBeGreaterThan(now());
    const { body } = await operator.admin("GET", settingsOf(account));
    expect(body).toEqual(own.body);
    expect(body.known.map(({ id }: { id: string }) => id)).not.toContain("cost");
    const changed = await operator.admin("PUT", settingsOf(account), { ...wanted, active: false });
    expect(changed.body).toMatchObject({ active: false, dueAt: null, version: 2 });
    const stale = { headers: { "if-match": '"1"' } };
    expect((await me("PUT", "/own-call-files", wanted, stale)).status).toBe(409);
    const entries = (await operator.admin("GET", `/audit?account=${account}&kind=call-files`)).body.items;
    expect(entries).toContainEqual(expect.objectContaining({ actor: account, action: "call-files.change" }));
  });

  it("is refused with every fault named", async () => {
    const { username } = await aCustomer(operator.admin, operator.tariff);
    const me = await signInAs(username, goodPassword);
    const bad = {
      ...{ ...wanted, timeZone: "Mars/Base", delayHours: 0, lateDays: 99, columns: ["cost"], keepDays: 8 },
      ...{ emails: ["nobody"], webhookUrl: "ftp://a.example/", more: 1 },
    };
    const paths = new Set(faultsOf(await me("PUT", "/own-call-files", bad)).map((path) => path.split(".")[0]));
    expect([...paths].sort()).toEqual(
      ["columns", "delayHours", "emails", "keepDays", "lateDays", "more", "timeZone", "webhookUrl"].sort(),
    );
    const packed = { ...wanted, format: "xlsx", gzip: true };
    expect(faultsOf(await me("PUT", "/own-call-files", packed))).toEqual(["gzip"]);
    const commas = { ...wanted, separator: "COMMA" };
    expect(faultsOf(await me("PUT", "/own-call-files", commas))).toEqual(["separator"]);
  });

  it("is nobody else's: other customers and other resellers find nothing, and a reseller its own customers'", async () => {
    const mine = await aReseller(operator.admin, operator.tariff);
    const other = await aReseller(operator.admin, operator.tariff);
    const account = await aTaker(operator);
    await runAt(firstDay + dayMs + 2 * hourMs);
    const [file] = await filesOf(operator, account);
    const stranger = await aCustomer(operator.admin, operator.tariff);
    for (const one of [other.api, await signInAs(stranger.username, goodPassword)])
      for (const path of [settingsOf(account), `/customers/${account}/call-files/${file.id}/file`])
        expect((await one("GET", path)).status).toBe(404);
    const own = `/customers/${stranger.account}/call-files/${file.id}`;
    const me = await signInAs(stranger.username, goodPassword);
    expect([(await me("GET", own)).status, (await me("POST", `${own}/send`, {})).status]).toEqual([404, 404]);
    expect((await me("PUT", settingsOf(stranger.account), wanted)).status).toBe(403);
    expect((await other.api("PUT", "/own-call-files", wanted)).status).toBe(404);
    expect((await (await staff(["calls:read"]))("PUT", settingsOf(account), wanted)).status).toBe(403);
    const below = await aCustomer(mine.api, mine.tariff, {});
    expect((await mine.api("PUT", settingsOf(below.account), wanted)).status).toBe(200);
    const [, both] = await switchTo(await cookieOf(mine.username), below.account);
    expect((await withCookie(both)("PUT", "/own-call-files", wanted)).status).toBe(403);
  });
});

describe("a customer's webhook", () => {
  it("is told of a file once, signed by a secret that was shown once, with a link that a key of its own opens", async () => {
    const account = await aTaker(operator, { emails: [] });
    await callsAt(operator, account, [firstDay + hourMs]);
    const { secret } = await standingAt(firstDay + hourMs, () =>
      set(operator, account, { emails: [], webhookUrl: url }),
    );
    expect(secret).toMatch(/^whsec_/);
    expect((await operator.admin("GET", settingsOf(account))).body.secret).toBeNull();
    expect(JSON.stringify(await get(StoredWebhook, keys.customerWebhook(account)))).not.toContain(secret);
    await runAt(firstDay + dayMs + 2 * hourMs);
    expect(await sendDueWebhooks(now() + 3_600_000)).toBe(1);
    expect(await sendDueWebhooks(now() + 3_600_000)).toBe(0);
    const [event] = receiver.got;
    const { headers, body } = event ?? { headers: {}, body: "{}" };
    expect(isSigned({ headers, body }, secret)).toBe(true);
    const { type, data } = JSON.parse(body);
    const [file] = await filesOf(operator, account);
    expect([type, data]).toMatchObject([
      "calls.delivered",
      { account, id: file.id, rows: 1, charge: "0.06", revision: 1 },
    ]);
    expect(file).toMatchObject({
      ...{ mail: null, webhook: "DELIVERED" },
      webhookTry: { status: 204, fault: null, tries: 1, nextAt: null },
    });
    const { username } = (await operator.admin("GET", `/customers/${account}`)).body;
    const asked = { name: "CDRs", scopes: ["calls:read"] };
    const own = (await (await signInAs(username, goodPassword))("POST", "/own-api-keys", asked)).body;
    const path = new URL(data.link).pathname;
    const led = await send("GET", path, undefined, { headers: { authorization: `Bearer ${own.secret}` } });
    expect([path, led.status]).toEqual([`/api/v1/customers/${account}/call-files/${file.id}/file`, 302]);
    expect((await (await fetch(led.headers.get("location") ?? "")).text()).split("\r\n")).toHaveLength(3);
  });

  it("gets another secret at once, and nothing any more when its address is taken away", async () => {
    receiver.got.length = 0;
    const account = await aTaker(operator, { emails: [], webhookUrl: url });
    const path = `${settingsOf(account)}/secret`;
    const once = { headers: { "idempotency-key": uniqueName() } };
    const first = (await operator.admin("POST", path, {}, once)).body.secret;
    expect([first, (await operator.admin("POST", path, {}, once)).body.secret]).toEqual([
      expect.stringMatching(/^whsec_/),
      null,
    ]);
    await runAt(firstDay + dayMs + 2 * hourMs);
    await standingAt(firstDay + hourMs, () => set(operator, account, { emails: [], webhookUrl: null }));
    await sendDueWebhooks(now() + 3_600_000);
    expect(receiver.got).toEqual([]);
    expect(await get(StoredWebhook, keys.customerWebhook(account))).toBeUndefined();
    expect((await operator.admin("POST", path, {})).status).toBe(409);
    const [file] = await filesOf(operator, account);
    expect((await operator.admin("POST", `/customers/${account}/call-files/${file.id}/send`, {})).status).toBe(409);
  });
});

describe("a webhook of the operator's own", () => {
  it("that wants files of calls is told of each customer's, signed, tried again, with every try in its log", async () => {
    receiver.got.length = 0;
    const key = () => ({ headers: { "idempotency-key": uniqueName() } });
    const address = url.replace("/calls", "/first-fails");
    const added = { url: address, events: ["calls.delivered"] };
    const { id, secret } = (await operator.admin("POST", "/webhooks", added, key())).body;
    const deaf = (await operator.admin("POST", "/webhooks", { url, events: ["alert.opened"] }, key())).body;
    // The customer wants neither mail nor webhook: the operator is told all the same.
    const account = await aTaker(operator, { emails: [] });
    await callsAt(operator, account, [firstDay + hourMs, firstDay + 2 * hourMs]);
    await runAt(firstDay + dayMs + 2 * hourMs);
    const [file] = await filesOf(operator, account);
    const toldOf = () =>
      receiver.got.filter(
        ({ body }) => JSON.parse(body).type === "calls.delivered" && JSON.parse(body).data.account === account,
      );
    await sendDueWebhooks(now() + 3_600_000);
    expect(toldOf()).toHaveLength(1);
    await later(31_000, () => sendDueWebhooks(now() + 3_600_000));
    expect(toldOf()).toHaveLength(2);
    for (const one of toldOf()) expect(isSigned(one, secret)).toBe(true);
    const [first, second] = toldOf();
    expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
    expect(JSON.parse(second?.body ?? "{}").data).toMatchObject({ account, id: file.id, rows: 2, charge: "0.12" });
    const deliveries = (await operator.admin("GET", `/webhooks/${id}/deliveries`)).body.items;
    const ofFile = deliveries.filter((one: { id: string }) => one.id === first?.headers["webhook-id"]);
    expect(ofFile).toMatchObject([
      {
        ...{ type: "calls.delivered", status: "DELIVERED" },
        tries: [
          { status: 503, fault: "BAD_STATUS" },
          { status: 204, fault: null },
        ],
      },
    ]);
    expect((await operator.admin("GET", `/webhooks/${deaf.id}/deliveries`)).body.items).toEqual([]);
    for (const one of [id, deaf.id]) await operator.admin("DELETE", `/webhooks/${one}`);
  });
});
