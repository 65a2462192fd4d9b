import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRoutes, type PassedOver } from "../../functions/routing/choose-routes.ts";
import { compileRows, type RouteRow } from "../../functions/routing/route-row.ts";
import { readRows, rowText, windowsOf, windowsText } from "../../functions/routing/row-text.ts";
import { sharesAmiss } from "../../functions/routing/row-warnings.ts";
import { minuteOfWeek } from "../../functions/tariffs/card-window.ts";

const aRow = (gatewayId: string, fields: Partial<RouteRow> = {}): RouteRow => ({
  id: `row_${gatewayId}_${fields.prefix ?? ""}`,
  vendorId: "ven",
  gatewayId,
  prefix: "",
  priority: 1,
  share: 100,
  windows: [],
  timeZone: "UTC",
  status: "ACTIVE",
  ...fields,
});

/** A Wednesday, 12:00 UTC. */
const noon = Date.UTC(2026, 10, 25, 12);
const usable = (): PassedOver | undefined => undefined;
const choose = (rows: readonly RouteRow[], more: object = {}) =>
  chooseRoutes(compileRows(rows), {
    number: "442071234567",
    atMs: noon,
    seed: 1,
    nameOf: ({ gatewayId }) => gatewayId,
    passOver: usable,
    ...more,
  });
const turnOf = (...asked: Parameters<typeof choose>) => choose(...asked).rows.map(({ gatewayId }) => gatewayId);
const skipsOf = (...asked: Parameters<typeof choose>) =>
  choose(...asked)
    .trace.filter(({ step }) => !step.startsWith("turn"))
    .map(({ step, outcome }) => `${step}: ${outcome}`);

const office = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }];

describe("the turn of a number's gateways", () => {
  it.each([
    {
      rows: [aRow("b", { priority: 2 }), aRow("a"), aRow("c", { priority: 3 })],
      turn: ["a", "b", "c"],
      skips: [],
      because: "the lowest priority goes first",
    },
    {
      rows: [
        aRow("any"),
        aRow("uk", { prefix: "44" }),
        aRow("london", { prefix: "4420" }),
        aRow("fr", { prefix: "33" }),
      ],
      turn: ["london"],
      skips: ["44 uk: SHORTER_PREFIX", "% any: SHORTER_PREFIX"],
      because: "only rows of the longest prefix count",
    },
    {
      rows: [aRow("london", { prefix: "4420", status: "INACTIVE" }), aRow("uk", { prefix: "44" })],
      turn: ["uk"],
      skips: ["4420 london: ROW_INACTIVE"],
      because: "a prefix whose rows are inactive counts as absent",
    },
    {
      rows: [
        aRow("day", { prefix: "44", windows: office }),
        aRow("night", { prefix: "44", windows: [{ days: [3], from: "18:00", to: "08:00" }] }),
      ],
      turn: ["day"],
      skips: ["44 night: OUTSIDE_HOURS"],
      because: "hours are those of the row's zone",
    },
    {
      rows: [aRow("tokyo", { windows: office, timeZone: "Asia/Tokyo" })],
      turn: [],
      skips: ["% tokyo: OUTSIDE_HOURS", "route: NO_ROUTE"],
      because: "at noon in UTC it is 21:00 in Tokyo",
    },
    { rows: [], turn: [], skips: ["route: NO_ROUTE"], because: "without rows there is no route" },
    {
      rows: [aRow("a", { share: 0 }), aRow("b", { share: 100 })],
      turn: ["b", "a"],
      skips: [],
      because: "what has no share stands behind",
    },
  ])("is $turn: $because", ({ rows, turn, skips }) => {
    expect(turnOf(rows)).toEqual(turn);
    expect(skipsOf(rows)).toEqual(skips);
  });

  it("passes over what cannot be used, without going on to a shorter prefix", () => {
    const rows = [aRow("a", { prefix: "44" }), aRow("b", { prefix: "44", priority: 2 }), aRow("any")];
    const passOver = ({ gatewayId }: RouteRow) =>
      gatewayId === "a" ? ({ reason: "GATEWAY_INACTIVE", detail: "" } as const) : undefined;
    expect(turnOf(rows, { passOver })).toEqual(["b"]);
    expect(skipsOf(rows, { passOver })).toEqual(["% any: SHORTER_PREFIX", "44 a: GATEWAY_INACTIVE"]);
    const none = { passOver: () => ({ reason: "VENDOR_INACTIVE", detail: "" }) as const };
    expect(turnOf(rows, none)).toEqual([]);
    expect(skipsOf(rows, none).at(-1)).toBe("route: NO_ROUTE");
  });

  it("follows the wall clock through a change of clocks", () => {
    const rows = [aRow("a", { windows: office, timeZone: "Europe/London" })];
    const at = (iso: string) => turnOf(rows, { atMs: Date.parse(iso) });
    expect(at("2026-10-23T07:30:00Z")).toEqual(["a"]);
    expect(at("2026-10-26T07:30:00Z")).toEqual([]);
    expect(at("2026-10-26T08:00:00Z")).toEqual(["a"]);
  });
});

/** How often each gateway is first, in percent, over many seeds. */
function firstOf(rows: readonly RouteRow[], more: object = {}): Record<string, number> {
  const seeds = 20_000;
  const counts: Record<string, number> = {};
  for (let seed = 0; seed < seeds; seed++) {
    const [first = ""] = turnOf(rows, { ...more, seed });
    counts[first] = (counts[first] ?? 0) + 1;
  }
  return Object.fromEntries(
    Object.entries(counts).map(([gateway, count]) => [gateway, Math.round((100 * count) / seeds)]),
  );
}

describe("rows of one priority", () => {
  const shared = [aRow("a", { share: 60 }), aRow("b", { share: 30 }), aRow("c", { share: 10 })];

  it("share the calls as their shares say, and the others stand behind the first", () => {
    const first = firstOf(shared);
    for (const [gateway, share] of [
      ["a", 60],
      ["b", 30],
      ["c", 10],
    ] as const)
      expect(Math.abs((first[gateway] ?? 0) - share)).toBeLessThanOrEqual(2);
    expect(turnOf(shared).toSorted()).toEqual(["a", "b", "c"]);
  });

  it("have the same share each unless the shares add up to 100", () => {
    const first = firstOf(shared.map((row) => ({ ...row, share: 100 })));
    for (const gateway of ["a", "b", "c"]) expect(Math.abs((first[gateway] ?? 0) - 33)).toBeLessThanOrEqual(2);
    expect(skipsOf([aRow("a", { share: 50 }), aRow("b", { share: 40 })])).toEqual(["shares: EQUAL_SPLIT"]);
  });

  it("leave the share of one that is passed over to the others in proportion", () => {
    const passOver = ({ gatewayId }: RouteRow) =>
      gatewayId === "c" ? ({ reason: "GATEWAY_INACTIVE", detail: "" } as const) : undefined;
    const first = firstOf(shared, { passOver });
    expect(Math.abs((first["a"] ?? 0) - 67)).toBeLessThanOrEqual(2);
    expect(Math.abs((first["b"] ?? 0) - 33)).toBeLessThanOrEqual(2);
  });

  it("whose shares do not add up are pointed out, hour by hour", () => {
    const rows = [
      aRow("a", { share: 60 }),
      aRow("b", { share: 40, windows: office }),
      aRow("c", { share: 100, priority: 2 }),
      aRow("d", { share: 50, prefix: "44" }),
      aRow("e", { share: 100, prefix: "44", status: "INACTIVE" }),
    ];
    expect([...sharesAmiss(rows)]).toEqual([
      ["%a", 60],
      ["44%d", 50],
    ]);
  });
});

const rowsOf = fc.uniqueArray(
  fc.record({
    gatewayId: fc.constantFrom("a", "b", "c", "d"),
    prefix: fc.constantFrom("", "4", "44", "442", "4420", "33"),
    priority: fc.integer({ min: 1, max: 3 }),
    share: fc.integer({ min: 0, max: 100 }),
    windows: fc.constantFrom([], office, [{ days: [6, 7], from: "22:00", to: "06:00" }]),
    timeZone: fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York"),
    status: fc.constantFrom("ACTIVE" as const, "ACTIVE" as const, "INACTIVE" as const),
  }),
  { maxLength: 20, selector: ({ gatewayId, prefix }) => `${prefix}%${gatewayId}` },
);

/** The same question, asked of every row by itself and without any index. */
function slowly(rows: readonly RouteRow[], number: string, atMs: number, down: string): Set<string>[] {
  const holds = ({ windows, timeZone, status }: RouteRow) => {
    if (status === "INACTIVE") return false;
    const minute = minuteOfWeek(timeZone, atMs);
    const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    return (
      windows.length === 0 ||
      windows.some(({ days, from, to }) =>
        days.some((day) => {
          const begin = (day - 1) * 1440 + minutesOf(from);
          const length =
            minutesOf(to) > minutesOf(from) ? minutesOf(to) - minutesOf(from) : minutesOf(to) + 1440 - minutesOf(from);
          return [0, 10_080].some((week) => minute + week >= begin && minute + week < begin + length);
        }),
      )
    );
  };
  const fitting = rows.filter((row) => number.startsWith(row.prefix) && holds(row));
  const longest = Math.max(...fitting.map(({ prefix }) => prefix.length));
  const left = fitting.filter(({ prefix, gatewayId }) => prefix.length === longest && gatewayId !== down);
  return [1, 2, 3]
    .map((priority) => new Set(left.filter((row) => row.priority === priority).map(({ gatewayId }) => gatewayId)))
    .filter(({ size }) => size > 0);
}

describe("any route", () => {
  it("gives the gateways that looking at every row by itself gives, priority by priority", () => {
    const question = fc.record({
      rows: rowsOf,
      number: fc.constantFrom("442071234567", "4412", "33123", "1", "4"),
      atMs: fc.integer({ min: noon - 14 * 86_400_000, max: noon + 14 * 86_400_000 }),
      seed: fc.integer(),
      down: fc.constantFrom("a", "none"),
    });
    fc.assert(
      fc.property(question, ({ rows, number, atMs, seed, down }) => {
        const all = rows.map((row) => aRow(row.gatewayId, row));
        const passOver = ({ gatewayId }: RouteRow) =>
          gatewayId === down ? ({ reason: "GATEWAY_INACTIVE", detail: "" } as const) : undefined;
        const turn = turnOf(all, { number, atMs, seed, passOver });
        const groups = slowly(all, number, atMs, down);
        let from = 0;
        for (const group of groups) {
          expect(new Set(turn.slice(from, from + group.size))).toEqual(group);
          from += group.size;
        }
        expect(turn).toHaveLength(from);
        expect(turnOf(all, { number, atMs, seed, passOver })).toEqual(turn);
      }),
      { numRuns: 500 },
    );
  });
});

describe("rows as text", () => {
  const gateways = new Map([["london 1", { id: "gtw_1", vendorId: "ven_1", name: "London 1" }]]);

  it("come back as they were written", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        for (const row of rows) {
          const own = { ...aRow("gtw_1", { ...row, gatewayId: "gtw_1" }), vendorId: "ven_1" };
          const { wanted, faults } = readRows(rowText(own, "London 1"), gateways);
          expect(faults).toEqual([]);
          expect(wanted).toEqual([{ ...own, id: undefined }].map(({ id: _id, ...rest }) => rest));
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    { text: "Mon-Fri 08:00-18:00", days: [1, 2, 3, 4, 5], because: "a range" },
    { text: "Sat-Mon", days: [1, 6, 7], because: "a range over the week's end" },
    { text: "mon/WED/friday 00:00-24:00", days: [1, 3, 5], because: "single days, in any letters" },
  ])("have hours such as $text: $because", ({ text, days }) => {
    expect(windowsOf(text)?.[0]?.days).toEqual(days);
  });

  it("write neighbouring days as a range", () => {
    expect(windowsText([{ days: [7, 1, 2, 4], from: "08:00", to: "09:00" }])).toBe("Mon-Tue/Thu/Sun 08:00-09:00");
  });

  it("name every wrong line", () => {
    const lines = [
      "44%, London 1",
      "44, London 1, 2",
      "4a, London 1",
      "1, Paris",
      "1, London 1, 0, 101",
      "2, London 1, 1, 50, whenever",
      "3, London 1, 1, 50, always, Mars/Base",
      "# a remark",
      "",
      "5",
    ];
    const { wanted, faults } = readRows(lines.join("\n"), gateways);
    expect(wanted).toHaveLength(1);
    expect(faults.map(({ path }) => path)).toEqual([2, 3, 4, 5, 6, 7, 10].map((line) => `text.${line}`));
  });
});
