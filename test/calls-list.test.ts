import { beforeAll, describe, expect, it } from "vitest";
import { nextDay, startOfDay } from "../frontend/src/ui/format.ts";
import { callFilterOf, passing } from "../functions/cdrs/call-filter.ts";
import type { FoundCall } from "../functions/cdrs/call-order.ts";
import { walkDown } from "../functions/cdrs/list-calls.flow.ts";
import { totalCalls } from "../functions/cdrs/total-calls.flow.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
import { isoDay, isoInstant, replaceClock } from "../functions/platform/clock.ts";
import { dayMs } from "../functions/time/day.ts";
import { aRow } from "./analysis/rows.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { fold, folded, moment, type Posted, post, wide } from "./support/day-files.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

/** No two calls in one moment. */
let made = 0;

describe("a customer's calls", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const calls: Operator["calls"] = (...asked) => operator.calls(...asked);

  it("come newest first, page by page, each once, also from blocks that overlap", async () => {
    const account = await newAccount();
    const setups = Array.from({ length: 60 }, (_, i) => Date.now() - 9e5 - ((i * 37) % 60) * 1_700_000);
    const cdrs = setups.map((setupMs) => aCallOf(account, operator.source, { setupMs }));
    for (let from = 0; from < cdrs.length; from += 9) await rate(aBatch(operator.source, cdrs.slice(from, from + 9)));
    const found: string[] = [];
    let cursor = "";
    do {
      const page = await calls(account, `limit=7${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ setupAt }: { setupAt: string }) => setupAt));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    const wanted = setups.sort((a, b) => b - a).map((ms) => new Date(ms).toISOString());
    expect(found).toEqual(wanted);
    const range = `from=${wanted[40]}&to=${wanted[20]}&limit=200`;
    expect((await calls(account, range)).items.map(({ setupAt }: { setupAt: string }) => setupAt)).toEqual(
      wanted.slice(21, 41),
    );
  });

  it("are found by number, and not by anything else", async () => {
    const account = await newAccount();
    await rate(
      aBatch(operator.source, [
        aCallOf(account, operator.source),
        aCallOf(account, operator.source, { cldReceived: "441111" }),
      ]),
    );
    expect((await calls(account, "cld=4411")).items).toHaveLength(1);
    expect((await calls(account, "disposition=BUSY")).items).toEqual([]);
    expect((await admin("GET", `/customers/${account}/calls?from=yesterday`)).status).toBe(422);
  });

  /** Ids of the calls that the switch gave them. */
  const idsOf = async (account: string, query: string): Promise<string[]> =>
    (await calls(account, `limit=200&${query}`)).items.map(({ callId }: { callId: string }) => callId).sort();

  it("are filtered by how they went, which way, by what device, how long and how dear, and added up by the same", async () => {
    const account = await newAccount();
    const busy = { answeredMs: null, billableMs: 0, sipCode: 486, q850: 17 };
    const ours = { ...busy, sipCode: 402, q850: 21, causeText: "NO_BALANCE" };
    const long = { billableMs: 120_000, cldReceived: "442079460000" };
    await rate(
      aBatch(operator.source, [
        aCallOf(account, operator.source, { callId: `${account}-minute` }),
        aCallOf(account, operator.source, { callId: `${account}-long`, ...long }),
        aCallOf(account, operator.source, { callId: `${account}-busy`, ...busy }),
        aCallOf(account, operator.source, { callId: `${account}-ours`, ...ours }),
      ]),
    );
    for (const [query, names] of [
      ["", ["busy", "long", "minute", "ours"]],
      ["disposition=ANSWERED", ["long", "minute"]],
      ["disposition=UNANSWERED", ["busy", "ours"]],
      ["cause=486%2F17", ["busy"]],
      ["cause=NO_BALANCE", ["ours"]],
      ["direction=DID", []],
      ["direction=OUT&minSeconds=60", ["long", "minute"]],
      ["minSeconds=60&maxSeconds=60", ["minute"]],
      ["maxSeconds=0", ["busy", "ours"]],
      ["minCharge=0.06", ["long", "minute"]],
      ["minCharge=0.061&maxCharge=0.12", ["long"]],
      ["maxCharge=0.119999999", ["busy", "minute", "ours"]],
      ["destination=to%2044&cld=44207946", ["long"]],
      ["prefix=4", []],
      ["vendor=ven_nobody", []],
    ] as [string, string[]][]) {
      expect([query, await idsOf(account, query)]).toEqual([query, names.map((name) => `${account}-${name}`)]);
      const { body } = await admin("GET", `/customers/${account}/calls/totals?${query}`);
      expect([query, body.calls, body.nextCursor]).toEqual([query, names.length, null]);
    }
    const { body } = await admin("GET", `/customers/${account}/calls/totals`);
    expect(body).toMatchObject({ calls: 4, answered: 2, seconds: 180, charge: "0.18", tax: "0" });
  });

  it("are found by vendor only by who may see vendors, in the list, its sums and its export", async () => {
    const account = await newAccount();
    const reader = await staff(["calls:read", "customers:read"]);
    for (const query of ["vendor=ven_1", "gateway=gw_1"])
      for (const path of ["calls", "calls/totals"])
        expect((await reader("GET", `/customers/${account}/${path}?${query}`)).status).toBe(403);
    const asked = { kind: "calls", format: "csv", filter: { account, vendor: "ven_1" } };
    expect((await reader("POST", "/exports", asked)).status).toBe(403);
  });

  it("are refused for ranges that are backwards, in the future or over thirteen months, each named at once", async () => {
    const account = await newAccount();
    const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString();
    for (const [query, faults] of [
      ["from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", ["to"]],
      [`from=${inAYear}`, ["to", "from"]],
      ["from=2025-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", ["from"]],
      [
        "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z&minSeconds=9&maxSeconds=3&minCharge=2&maxCharge=1.5",
        ["to", "maxSeconds", "maxCharge"],
      ],
      ["minCharge=cheap&minSeconds=-1", ["minSeconds", "minCharge"]],
    ] as [string, string[]][])
      for (const path of ["calls", "calls/totals"]) {
        const { status, body } = await admin("GET", `/customers/${account}/${path}?${query}`);
        expect([status, body.error.fields.map((fault: { path: string }) => fault.path)]).toEqual([422, faults]);
      }
    const filter = { account, from: "2026-11-02T00:00:00Z", to: "2026-11-01T00:00:00Z" };
    expect((await admin("POST", "/exports", { kind: "calls", format: "csv", filter })).status).toBe(422);
  });

  it("of the last day on which clocks changed, and of thirteen months ago, are listed and added up, and no other", async () => {
    const account = await newAccount();
    const now = Date.now();
    const edgesOf = (date: string) => [startOfDay(date, "Europe/Berlin"), startOfDay(nextDay(date), "Europe/Berlin")];
    const hoursOf = ([from, to]: string[]) => (Date.parse(to ?? "") - Date.parse(from ?? "")) / 3_600_000;
    const dates = Array.from({ length: 366 }, (_, i) => isoDay(now - (i + 2) * dayMs));
    const edges = dates.map(edgesOf).find((one) => hoursOf(one) !== 24) as string[];
    expect([23, 25]).toContain(hoursOf(edges));
    const [from = 0, to = 0] = edges.map((edge) => Date.parse(edge));
    const longAgo = now - 399 * dayMs;
    for (const setupMs of [longAgo, from - 1, from, to - 1, to]) {
      const restore = replaceClock(() => setupMs + 600_000);
      await rate(aBatch(operator.source, [aCallOf(account, operator.source, { setupMs })])).finally(restore);
    }
    const listed = async (query: string) =>
      (await calls(account, query)).items.map(({ setupAt }: { setupAt: string }) => Date.parse(setupAt));
    const asked = `from=${edges[0]}&to=${edges[1]}`;
    expect(await listed(asked)).toEqual([to - 1, from]);
    expect((await admin("GET", `/customers/${account}/calls/totals?${asked}`)).body).toMatchObject({ calls: 2 });
    const end = isoInstant(now);
    expect(await listed(`from=${isoInstant(now - 400 * dayMs)}&to=${end}`)).toEqual([
      to,
      to - 1,
      from,
      from - 1,
      longAgo,
    ]);
    const over = await admin("GET", `/customers/${account}/calls?from=${isoInstant(now - 400 * dayMs - 1)}&to=${end}`);
    expect([over.status, over.body.error.fields[0].path]).toEqual([422, "from"]);
  });

  it.each([
    ["2026-10-25", 25],
    ["2026-03-29", 23],
  ])("of %s in Berlin, when clocks change, are those of its %i hours", (date, hours) => {
    const { from, to } = { from: startOfDay(date, "Europe/Berlin"), to: startOfDay(nextDay(date), "Europe/Berlin") };
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(hours);
    const filter = callFilterOf({ from, to }, Date.parse("2026-11-01T00:00:00Z"));
    const edges = [Date.parse(from) - 1, Date.parse(from), Date.parse(to) - 1, Date.parse(to)];
    const passes = passing(filter);
    expect(edges.map((setupMs) => passes(aRow({ cdr: { setupMs } })))).toEqual([false, true, true, false]);
  });

  it("are found by a filter in steps that may find nothing, none left out, none twice, in files and blocks", async () => {
    const account = await newAccount();
    const lot = (daysAgo: number, count: number): Posted[] =>
      Array.from({ length: count }, (_, i) => ({
        ...{
          callId: uniqueName(),
          setupMs: moment(daysAgo, ((i * 37) % count) * 60_000 + ++made),
          seconds: 40 + (i % 60),
        },
      }));
    const posted = [lot(50, 40), lot(3, 60), lot(2, 30), lot(2, 30)];
    for (const calls of posted) await post(account, operator.source, calls);
    const filter = { ...wide, minSeconds: 90 };
    const wanted = folded(posted.flat().filter(({ seconds }) => seconds >= 90)).listed;
    const walked = async (most: number) => {
      const ids: string[] = [];
      let [after, steps]: [Record<string, unknown> | undefined, number] = [undefined, 0];
      do {
        const visit = (call: FoundCall) => ids.push(call.placed().row.cdr.callId) % 3 === 0;
        const next = await walkDown(account, filter, { after, most, visit });
        after = next && (JSON.parse(JSON.stringify(next)) as Record<string, unknown>);
        steps++;
      } while (after);
      return { ids, steps };
    };
    for (const most of [1, 50, 1000]) expect((await walked(most)).ids).toEqual(wanted);
    expect((await walked(1)).steps).toBeGreaterThan((await walked(1000)).steps);
    await fold(account);
    const late = lot(2, 20);
    await post(account, operator.source, late);
    const all = folded([...posted.flat(), ...late].filter(({ seconds }) => seconds >= 90)).listed;
    for (const most of [1, 50, 1000]) expect((await walked(most)).ids).toEqual(all);
  });

  it("are added up in parts, which together are the whole", async () => {
    const account = await newAccount();
    const cdrs = Array.from({ length: 40 }, (_, i) =>
      aCallOf(account, operator.source, { setupMs: Date.now() - i * 4e6 }),
    );
    for (let at = 0; at < cdrs.length; at += 4) await rate(aBatch(operator.source, cdrs.slice(at, at + 4)));
    const filter = callFilterOf({}, Date.now());
    const sums = { calls: 0, charge: 0n, parts: 0 };
    for (let after: Record<string, unknown> | undefined, more = true; more; more = after !== undefined) {
      const part = await totalCalls(account, filter, after, 5);
      sums.calls += part.calls;
      sums.charge += nanoOf(part.charge);
      sums.parts++;
      after = part.after;
    }
    expect(sums.parts).toBeGreaterThan(1);
    expect([sums.calls, decimalOf(sums.charge)]).toEqual([40, "2.4"]);
  });
});
