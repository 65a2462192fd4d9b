import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is wrong anywhere is told here. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-alert-kinds` }));

import { openAlerts } from "../functions/alerts/alert.store.ts";
import type { AlertKind, StoredAlert } from "../functions/alerts/alert.ts";
import { watchAlerts } from "../functions/alerts/watch-alerts.flow.ts";
import { SuspenseReason } from "../functions/cdrs/cdr.ts";
import { lanedBatches } from "../functions/intake/lane.flow.ts";
import { outcomesOf } from "../functions/intake/normalise.ts";
import { countDelivery } from "../functions/intake/source-day.store.ts";
import { runCheck } from "../functions/ledger-checks/run-ledger-check.flow.ts";
import { isoDay, now, replaceClock } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { reasonWords } from "../functions/suspense/reason-words.ts";
import { addedSource } from "./intake/world.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { createTable } from "./support/table.ts";

const [minuteMs, dayMs] = [60_000, 86_400_000];

let operator: Operator;
let back = () => {};
/** From noon on, so that a minute ago is the same day. */
beforeAll(async () => {
  const [begun, noon] = [Date.now(), Date.parse(`${isoDay(now())}T12:00:00Z`)];
  back = replaceClock(() => noon + Date.now() - begun);
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

afterAll(() => back());

const look = async () => watchAlerts(await openAlerts(), { standings: [], isWhole: true }, now(), () => 60_000);
/** As they lie in the table. */
const open = async (kind: AlertKind, subject: string): Promise<StoredAlert[]> =>
  (await openAlerts(kind)).filter((alert) => alert.subject.startsWith(subject));
const closed = async (kind: AlertKind): Promise<StoredAlert[]> =>
  (await (await staff())("GET", `/alerts?limit=200&state=closed&kind=${kind}`)).body.items;

/** That the cause has one alert, which a second look leaves as it is. */
async function raisedOnce(kind: AlertKind, subject: string): Promise<StoredAlert> {
  await look();
  const [first, ...more] = await open(kind, subject);
  await look();
  expect([more, await open(kind, subject)]).toEqual([[], [first]]);
  expect(first).toMatchObject({ kind, closedAt: null });
  return first as StoredAlert;
}

/** That it is closed by itself, once. */
async function closedWith(alert: StoredAlert): Promise<void> {
  await look();
  await look();
  expect(await open(alert.kind, alert.subject)).toEqual([]);
  const those = (await closed(alert.kind)).filter(({ id }) => id === alert.id);
  expect(those).toMatchObject([{ id: alert.id, closedAt: expect.any(String) }]);
}

const headers = () => ({ headers: { "idempotency-key": uniqueName() } });

describe("an alert is raised once and closed by itself", () => {
  it("for a vendor with whom less is left than its threshold", async () => {
    const body = { name: "Low Carrier", currency: "EUR", lowBalanceThreshold: "50" };
    const { id } = (await operator.admin("POST", "/vendors", body)).body;
    const pay = (amount: string) =>
      operator.admin("POST", `/vendors/${id}/payments`, { kind: "PAYMENT", amount }, headers());
    expect((await pay("20")).status).toBe(201);
    const alert = await raisedOnce("VENDOR_LOW_BALANCE", id);
    expect(alert).toMatchObject({
      account: null,
      page: `/vendors/${id}`,
      text: "Low Carrier: 20.00 EUR left, less than 50.",
    });
    await pay("29.99");
    await look();
    expect((await open("VENDOR_LOW_BALANCE", id))[0]).toMatchObject({
      id: alert.id,
      text: expect.stringContaining("49.99"),
    });
    await pay("0.01");
    await closedWith(alert);
  });

  it("for a source from which no CDR has come for longer than it may be silent", async () => {
    const { id, name } = await addedSource({
      format: "freeswitch-json",
      customerBy: "account",
      silentAfterMinutes: 90,
    });
    const delivered = { source: id, delivery: "one", accepted: 1, duplicates: 0, parked: 0, refused: 0 };
    await countDelivery(delivered, now() - 89 * minuteMs);
    await look();
    expect(await open("SOURCE_SILENT", id)).toEqual([]);
    const alert = await later(3 * minuteMs, () => raisedOnce("SOURCE_SILENT", id));
    expect(alert).toMatchObject({
      page: `/intake/${id}`,
      text: expect.stringMatching(/it is silent after 90 minutes\.$/),
    });
    expect(alert.text).toContain(`${name}: no CDR since `);
    await countDelivery({ ...delivered, delivery: "two" }, now());
    await closedWith(alert);
  });

  it("for each day on which running numbers are missing, until they come or the day is long over", async () => {
    const source = await addedSource({ format: "vos-json", customerBy: "account" });
    const { id } = source;
    const account = await operator.newAccount();
    const came = async (day: string, ...numbers: number[]) => {
      const records = numbers.map((flowNo) => {
        const start = Date.parse(`${day}T08:00:00Z`) + flowNo * minuteMs;
        const ends = { start, stop: start + 30_000, holdTime: 30, endDirection: 0, endReason: 200 };
        return { flowNo, account, callerE164: "12025550142", calleeE164: "442079460018", ...ends };
      });
      const text = JSON.stringify([{ retCode: 0, infoCdrs: records }]);
      const named = { source: id, delivery: uniqueName() };
      const laned = await lanedBatches(outcomesOf(text, source, now()), source, named, { atMs: now(), part: 0 });
      for (const { batch } of laned) expect(await rate(batch)).toEqual([]);
    };
    const [today, before] = [isoDay(now()), isoDay(now() - 2 * dayMs)];
    await came(before, 1, 2, 5);
    await came(today, 6, 8);
    await look();
    const both = await open("NUMBER_GAP", id);
    expect(both.map(({ subject }) => subject).sort()).toEqual([`${id}#${before}`, `${id}#${today}`].sort());
    const [alert] = await open("NUMBER_GAP", `${id}#${today}`);
    expect(alert?.text).toContain(`1 running number of ${today} did not come.`);
    expect(alert?.page).toBe(`/intake/${id}/${today}`);
    await came(today, 7);
    await closedWith(alert as StoredAlert);
    const [old] = await open("NUMBER_GAP", `${id}#${before}`);
    expect(old?.text).toContain("2 running numbers");
    await later(dayMs, () => closedWith(old as StoredAlert));
  });

  it("for what the last check of the ledger found, until a later one finds nothing", async () => {
    const account = await operator.newAccount();
    const spoil = (x: number) =>
      write({ kind: "update", key: keys.balance(account), change: "SET #bal = #bal + :x", values: { x } });
    const check = async () => {
      const { body } = await operator.admin("POST", "/ledger-checks", {});
      await runCheck(body.id, () => 600_000);
    };
    await check();
    await look();
    expect(await open("LEDGER_FAULT", "ledger")).toEqual([]);
    await spoil(1);
    await check();
    const alert = await raisedOnce("LEDGER_FAULT", "ledger");
    expect(alert).toMatchObject({ page: "/ledger-checks", text: expect.stringMatching(/found \d+ faults?\.$/) });
    await spoil(-1);
    await check();
    await closedWith(alert);
  });

  it("for records that wait, when none waits for the reason any more", async () => {
    await rate(
      aBatch(
        operator.source,
        [0, 1].map(() => aCallOf(null, operator.source)),
      ),
    );
    const { items } = (await operator.admin("GET", "/suspense?limit=50")).body;
    const reason = SuspenseReason.parse(items[0].reason);
    const alert = await raisedOnce("UNRATED_CDRS", reason);
    expect(alert.text).toBe(`2 records could not be charged. ${reasonWords[reason]}`);
    const writeOff = (id: string) => operator.admin("POST", `/suspense/${id}/write-off`, { note: "Nobody's" });
    expect((await writeOff(items[0].id)).status).toBe(200);
    await look();
    expect((await open("UNRATED_CDRS", reason))[0]).toMatchObject({
      id: alert.id,
      text: expect.stringMatching(/^1 record/),
    });
    expect((await writeOff(items[1].id)).status).toBe(200);
    await closedWith(alert);
  });
});
