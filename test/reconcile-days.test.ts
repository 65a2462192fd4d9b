import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { app } from "../functions/handlers/admin-api.ts";
import { lanedBatches } from "../functions/intake/lane.flow.ts";
import { outcomesOf } from "../functions/intake/normalise.ts";
import type { CdrSource } from "../functions/intake/source.ts";
import { isoDay, isoInstant, replaceClock } from "../functions/platform/clock.ts";
import { dateIn } from "../functions/time/zone.ts";
import { addedSource, post, switchKey } from "./intake/world.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

const dayMs = 86_400_000;

/** The instant of everything here: no midnight passes meanwhile. */
const at = Date.now();

let operator: Operator;
let account: string;
let back: () => void;
beforeAll(async () => {
  back = replaceClock(() => at);
  operator = await anOperator();
  account = await operator.newAccount();
});
afterAll(() => back());

const record = (flowNo: number, minutesAgo: number) => ({
  ...{ flowNo, account, callerE164: "12025550142", calleeE164: "442079460018", callerip: "198.51.100.11" },
  ...{ start: at - minutesAgo * 60_000, stop: at - minutesAgo * 60_000 + 30_000, holdTime: 30 },
  ...{ endDirection: 0, endReason: 200 },
});

/** What a VOS delivers, on its way through the lanes. */
async function deliver(source: CdrSource, records: readonly object[]): Promise<void> {
  const text = JSON.stringify([{ retCode: 0, infoCdrs: records }]);
  const named = { source: source.id, delivery: uniqueName() };
  const laned = await lanedBatches(outcomesOf(text, source, at), source, named, { atMs: at, part: 0 });
  for (const { batch } of laned) expect(await rate(batch, batch)).toEqual([]);
}

const days = (source: string, query = "") => operator.admin("GET", `/cdr-sources/${source}/days${query}`);

describe("the days of a source", () => {
  it("name the running numbers that have not come, until they come", async () => {
    const source = await addedSource({ format: "vos-json", customerBy: "account" });
    await deliver(source, [record(701, 50), record(702, 49), record(705, 45), record(709, 40)]);
    const missing = async () => (await days(source.id)).body.items.map((day: { missing: unknown }) => day.missing);
    const ranges = [
      { from: 703, to: 704 },
      { from: 706, to: 708 },
    ];
    expect((await missing()).at(0)).toEqual({ count: 5, ranges, more: false });
    await deliver(source, [record(703, 48), record(704, 47)]);
    expect((await missing()).at(0)).toMatchObject({ count: 3, ranges: [{ from: 706, to: 708 }] });
    await deliver(
      source,
      [706, 707, 708].map((flowNo) => record(flowNo, 42)),
    );
    expect(await missing()).toEqual([{ count: 0, ranges: [], more: false }]);
  });

  it("say nothing of numbers where the layout has none", async () => {
    const { id } = await addedSource({ format: "freeswitch-json", customerBy: "account" });
    await rate(aBatch(id, [aCallOf(account, id)]));
    expect((await days(id)).body.items).toMatchObject([{ records: 1, charged: 1, missing: null }]);
  });

  it("are those of the zone's calendar, as the waiting records are filtered", async () => {
    const { id } = await addedSource({ format: "freeswitch-json", customerBy: "account", timeZone: "Asia/Kolkata" });
    const setupMs = Date.parse("2026-01-31T20:00:00Z");
    const near = at - ((at - setupMs) % dayMs) - dayMs;
    await rate(aBatch(id, [aCallOf(account, id, { setupMs: near, cldReceived: "999" })]));
    const day = dateIn("Asia/Kolkata", near);
    expect(day).not.toBe(isoDay(near));
    expect((await days(id)).body.items).toMatchObject([{ day, parked: 1, reasons: { NO_RATE: 1 } }]);
    expect((await operator.admin("GET", `/suspense?source=${id}&day=${day}`)).body.items).toHaveLength(1);
    expect((await operator.admin("GET", `/suspense?source=${id}&day=${isoDay(near)}`)).body.items).toEqual([]);
  });

  it("are those that are asked for, at most 92, and refused with the field otherwise", async () => {
    const { id } = await addedSource({ format: "freeswitch-json", customerBy: "account" });
    await rate(
      aBatch(
        id,
        [0, 3].map((ago) => aCallOf(account, id, { setupMs: at - ago * dayMs - 600_000 })),
      ),
    );
    const [first, last] = [isoDay(at - 3 * dayMs - 600_000), isoDay(at - 600_000)];
    const dates = async (query: string) => (await days(id, query)).body.items.map(({ day }: { day: string }) => day);
    expect(await dates("")).toEqual([last, first]);
    expect(await dates(`?from=${last}&to=${last}`)).toEqual([last]);
    expect(await dates(`?to=${first}`)).toEqual([first]);
    for (const query of [`?from=${last}&to=${first}`, `?from=2020-01-01&to=${last}`, "?from=yesterday"]) {
      const refused = await days(id, query);
      expect([refused.status, refused.body.error.fields[0].path]).toEqual([422, "from"]);
    }
  });

  it("are shown with the permission to read the intake, and not of a source that is none", async () => {
    const { id } = await addedSource({ format: "freeswitch-json" });
    expect((await app.request(`/api/v1/cdr-sources/${id}/days`)).status).toBe(401);
    expect((await (await staff(["calls:read"]))("GET", `/cdr-sources/${id}/days`)).status).toBe(403);
    const reader = await staff(["intake:read"]);
    expect((await reader("GET", `/cdr-sources/${id}/days`)).body).toEqual({ items: [] });
    expect((await reader("GET", "/cdr-sources/src_NONE/days")).status).toBe(404);
  });
});

describe("the list of sources", () => {
  it("says of each whether it delivers, is silent, or has never delivered", async () => {
    const source = await addedSource({ format: "vos-json", silentAfterMinutes: 10 });
    const key = await switchKey([source.id]);
    const silence = async () => (await operator.admin("GET", `/cdr-sources/${source.id}`)).body.silence;
    expect(await silence()).toEqual({ state: "NEVER", lastCdrAt: null, afterMinutes: 10, basis: "SETTING" });
    const body = JSON.stringify([{ retCode: 0, infoCdrs: [record(1, 5)] }]);
    expect((await post(`/switch/v1/cdrs?source=${source.id}`, key, body)).status).toBe(202);
    expect(await silence()).toMatchObject({ state: "DELIVERING", lastCdrAt: isoInstant(at) });
    const later = replaceClock(() => at + 11 * 60_000);
    expect(await silence()).toMatchObject({ state: "SILENT", lastCdrAt: isoInstant(at) });
    const weeksLater = replaceClock(() => at + 20 * dayMs);
    const then = (await (await staff())("GET", `/cdr-sources/${source.id}`)).body.silence;
    expect(then).toMatchObject({ state: "SILENT", lastCdrAt: isoInstant(at) });
    weeksLater();
    later();
  });
});
