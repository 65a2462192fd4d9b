import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCutter, type SheetLine, separatorOf, splitCells } from "../functions/sheets/csv-sheet.ts";
import { withChange } from "../functions/sheets/with-change.ts";
import { instantOf } from "../functions/tariffs/sheet-date.ts";
import { plainLayout, type SheetLayoutChange } from "../functions/tariffs/sheet-layout.ts";
import { prefixesOf } from "../functions/tariffs/sheet-prefixes.ts";
import { priceOf } from "../functions/tariffs/sheet-price.ts";
import { CellRefused, type Reject } from "../functions/tariffs/sheet-refusal.ts";

/** What a reader says, or the reason for which it refuses. */
function said<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof CellRefused) return error.reason;
    throw error;
  }
}

const never = (): never => {
  throw new Error("no lines");
};

function cut(pieces: readonly string[], separator = ","): { rows: SheetLine[]; rejects: Reject[] } {
  const rejects: Reject[] = [];
  const cutter = csvCutter(separator, (reject) => rejects.push(reject), never);
  return { rows: [...pieces.flatMap((piece) => cutter.push(piece)), ...cutter.end()], rejects };
}

describe("a text sheet", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', " ", "\n", ";"), maxLength: 8 });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });

  it("has the rows and cells that csv-parse finds in it, however it is cut into pieces", () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (cells, size) => {
        const text = cells.map((row) => row.map(quote).join(",")).join("\n");
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const expected = parse(text, { relax_column_count: true }) as unknown as string[][];
        const { rows, rejects } = cut(pieces);
        expect(rows.map((row) => row.cells)).toEqual(expected.filter((row) => row.some((one) => one !== "")));
        expect(rejects).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("loses one row, not the rows behind it, where a quote does not close", () => {
    const { rows, rejects } = cut(['1,a\n2,"b\n3,c\n4,"d\n', '5,"e\nf"\n6,g']);
    expect(rows.map(({ line, cells }) => `${line} ${cells.join("|")}`)).toEqual([
      "1 1|a",
      "3 3|c",
      "5 5|e\nf",
      "7 6|g",
    ]);
    expect(rejects.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    {
      lines: ["a;b;c", "1;UK, mobile;0,5", "2;US, x;0,6"],
      separator: ";",
      because: "commas stand in names and prices",
    },
    { lines: ["Acme, Inc., London", "", "a\tb", "1\t2", "3\t4"], separator: "\t", because: "a title has commas" },
    { lines: ["sep=|", "a,b|c"], separator: "|", because: "it says so" },
    { lines: ['"a,b";c', '"d,e";f'], separator: ";", because: "what is quoted does not count" },
  ])("is separated by $separator: $because", ({ lines, separator }) => {
    expect(separatorOf(lines)).toBe(separator);
  });

  it("takes a quote inside an unquoted cell for itself", () => {
    expect(splitCells('44,5" pipe,"a ""b"""', ",")).toEqual(["44", '5" pipe', 'a "b"']);
  });
});

describe("codes in a cell", () => {
  it.each([
    { cell: "4420,4422-4425", codes: ["4420", "4422", "4423", "4424", "4425"], because: "a list and a range" },
    { cell: "+44 (20)", codes: ["4420"], because: "behind a plus the rest is for the eye" },
    { cell: '="0044"', international: "00", codes: ["44"], because: "a spreadsheet was told to keep it as text" },
    { cell: "", country: "44", codes: ["44"], because: "the country alone" },
    {
      cell: "1-3",
      country: "44",
      codes: ["441", "442", "443"],
      because: "behind a country any range has one beginning",
    },
    { cell: "007-009", country: "1", codes: ["1007", "1008", "1009"], because: "zeros in front count" },
    { cell: "201,202", country: "1", codes: ["1201", "1202"], because: "area codes have three digits" },
    { cell: "201,202", codes: "BAD_PREFIX", because: "one number or two" },
    { cell: "4425-22", codes: "BAD_PREFIX", because: "no abbreviated ranges" },
    { cell: "44-47x", codes: "BAD_PREFIX", because: "no digits" },
    { cell: "", codes: "BAD_PREFIX", because: "nothing" },
    { cell: "20", country: "", codes: "BAD_PREFIX", because: "an area without its country" },
    { cell: "00", international: "00", codes: "BAD_PREFIX", because: "nothing is left" },
  ] as { cell: string; country?: string; international?: string; codes: unknown; because: string }[])(
    "$cell is $codes: $because",
    ({ cell, country, international, codes }) => {
      expect(said(() => prefixesOf(cell, country, international ?? ""))).toEqual(codes);
    },
  );
});

describe("a price", () => {
  const read = (cell: string, change: SheetLayoutChange = {}, seconds: 1 | 60 = 60) =>
    said(() => {
      const layout = withChange(plainLayout, change);
      return priceOf(cell, "price", seconds, { layout, currency: "EUR", ceiling: "1000", commaSeparated: false });
    });
  it.each([
    { cell: "0.0125", layout: {}, nano: 12_500_000, because: "as it stands" },
    { cell: "0,0125", layout: {}, nano: 12_500_000, because: "it can mean nothing else" },
    { cell: "1,234", layout: {}, nano: "BAD_PRICE", because: "thousands or decimals" },
    { cell: "1,234", layout: { decimal: "COMMA" }, nano: 1_234_000_000, because: "declared" },
    { cell: "1,234", layout: { decimal: "POINT" }, nano: "OVER_CEILING", because: "declared the other way" },
    { cell: "0.025", layout: { decimal: "COMMA" }, nano: "BAD_PRICE", because: "no thousands begin with 0" },
    { cell: "1.2", layout: { priceIn: "CENTS" }, nano: 12_000_000, because: "a hundredth" },
    { cell: "0.0002", layout: { pricePer: "SECOND" }, nano: 12_000_000, because: "sixty of it" },
    { cell: "0.0123456789", layout: {}, nano: "BAD_PRICE", because: "ten decimals" },
    { cell: "0.0123456789", layout: { priceDecimals: 4 }, nano: 12_300_000, because: "rounding was declared" },
    { cell: "0.00001", layout: { priceDecimals: 4 }, nano: "BAD_PRICE", because: "rounding makes nothing free" },
    { cell: "0", layout: { priceDecimals: 4 }, nano: 0, because: "free is said so" },
    { cell: "€ 0.01", layout: {}, nano: 10_000_000, because: "the tariff's currency" },
    { cell: "0.01 USD", layout: {}, nano: "BAD_PRICE", because: "another currency" },
    { cell: "−0.01", layout: {}, nano: "NEGATIVE", because: "a typographer's minus is one" },
    { cell: "", layout: {}, nano: "BAD_PRICE", because: "nothing is not 0" },
    { cell: ".", layout: {}, nano: "BAD_PRICE", because: "no digits" },
  ] as { cell: string; layout: SheetLayoutChange; nano: unknown; because: string }[])(
    "$cell is $nano nano: $because",
    ({ cell, layout, nano }) => {
      expect(read(cell, layout)).toBe(nano);
    },
  );

  it("per second or in cents is exactly what the arithmetic of whole numbers says, or refused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 9 }), (digits, places) => {
        const text = String(digits).padStart(places + 1, "0");
        const cell = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
        const exact = BigInt(digits) * 60n * 10n ** BigInt(9 - places);
        const nano = read(cell, { priceIn: "CENTS", pricePer: "SECOND" });
        const tooHigh = exact / 100n > 1_000_000_000_000n;
        expect(nano).toBe(exact % 100n !== 0n ? "BAD_PRICE" : tooHigh ? "OVER_CEILING" : Number(exact / 100n));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a date", () => {
  it.each([
    { cell: "2026-10-31", order: "ISO", at: "2026-10-30T23:00:00.000Z", because: "midnight in the tariff's zone" },
    { cell: "2026-10-31T12:00:00Z", order: "DMY", at: "2026-10-31T12:00:00.000Z", because: "an exact instant" },
    { cell: "20261031", order: "ISO", at: "2026-10-30T23:00:00.000Z", because: "ISO 8601 without its signs" },
    { cell: "01/02/2026", order: "ISO", at: "BAD_DATE", because: "no order was declared" },
    { cell: "01/02/2026", order: "DMY", at: "2026-01-31T23:00:00.000Z", because: "the first of February" },
    { cell: "01/02/2026", order: "MDY", at: "2026-01-01T23:00:00.000Z", because: "the second of January" },
    { cell: "31.12.26 08:30", order: "DMY", at: "2026-12-31T07:30:00.000Z", because: "short year, with a time" },
    { cell: "31-Oct-2026", order: "ISO", at: "2026-10-30T23:00:00.000Z", because: "the month is a word" },
    { cell: "31-10-2026", order: "DMY", at: "2026-10-30T23:00:00.000Z", because: "its year is no offset" },
    {
      cell: "2026-10-31 12:00 +0530",
      order: "ISO",
      at: "2026-10-31T06:30:00.000Z",
      because: "an offset behind a time",
    },
    { cell: "Oct 31, 2026", order: "ISO", at: "2026-10-30T23:00:00.000Z", because: "the month is a word" },
    { cell: "31/12/2026", order: "MDY", at: "BAD_DATE", because: "there is no month 31" },
    { cell: "29/02/2027", order: "DMY", at: "BAD_DATE", because: "no leap year" },
    { cell: "46326", order: "DMY", at: "BAD_DATE", because: "a number is no date" },
  ] as const)("$cell in the order $order is $at: $because", ({ cell, order, at }) => {
    const read = said(() => new Date(instantOf(cell, "date", order, "Europe/Berlin")).toISOString());
    expect(read).toBe(at);
  });
});
