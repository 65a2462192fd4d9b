import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainCall, rateCall } from "../../functions/rating/rate-call.ts";
import { minuteOfWeek } from "../../functions/tariffs/card-window.ts";
import type { LoadedTariff } from "../../functions/tariffs/loaded-tariff.ts";
import type { RateRow } from "../../functions/tariffs/rate.ts";
import { countRows, encodeRateBook, listRows, openRateBook } from "../../functions/tariffs/rate-book.ts";
import { aCall, aRate, aTariff, someTerms } from "../support/rates.ts";

function winner(tariff: LoadedTariff, cld: string, setupAt?: string): string {
  const outcome = rateCall(aCall(cld, 60, setupAt), tariff, someTerms());
  return outcome.kind === "rated" ? `${outcome.cardId} ${outcome.prefix} ${outcome.destination}` : outcome.reason;
}

describe("the rate of a call", () => {
  const deck = aTariff([{ rates: ["1", "44", "4479", "44791", "447911", "49"].map((prefix) => aRate(prefix)) }]);

  it.each([
    { cld: "447911123456", found: "crd_1 447911 to 447911", because: "the longest prefix wins" },
    { cld: "447999123456", found: "crd_1 4479 to 4479", because: "447999 ends at 4479" },
    { cld: "442071234567", found: "crd_1 44 to 44", because: "the country is left" },
    { cld: "44", found: "crd_1 44 to 44", because: "a number may be no longer than its prefix" },
    { cld: "4", found: "NO_RATE", because: "half a prefix is none" },
    { cld: "331234567", found: "NO_RATE", because: "no card knows it: refused, never free" },
    { cld: "+4420712", found: "NO_RATE", because: "a plus is for the normaliser to take off" },
    { cld: "", found: "NO_RATE", because: "nothing was dialled" },
    { cld: "4479é", found: "crd_1 4479 to 4479", because: "what no prefix holds ends the walk" },
  ])("of $cld is $found: $because", ({ cld, found }) => {
    expect(winner(deck, cld)).toBe(found);
  });

  it.each([
    { at: "2025-12-31T23:59:59.999Z", found: "crd_1 44 old", because: "the new price has not begun" },
    { at: "2026-01-01T00:00:00Z", found: "crd_1 44 new", because: "the start belongs to the new price" },
    { at: "2026-06-01T00:00:00Z", found: "crd_1 44 summer", because: "the latest start wins while it lasts" },
    { at: "2026-07-01T00:00:00Z", found: "crd_1 44 new", because: "the end no longer belongs to the offer" },
    { at: "2019-01-01T00:00:00Z", found: "NO_RATE", because: "nothing had begun" },
  ])("at $at is $found: $because", ({ at, found }) => {
    const rates = [
      aRate("44", {
        destination: "summer",
        effectiveFrom: "2026-06-01T00:00:00Z",
        effectiveTo: "2026-07-01T00:00:00Z",
      }),
      aRate("44", { destination: "old" }),
      aRate("44", { destination: "new", effectiveFrom: "2026-01-01T00:00:00Z" }),
    ];
    expect(winner(aTariff([{ rates }]), "4420", at)).toBe(found);
  });

  it("falls back to the shorter prefix while the longer one is over or yet to come", () => {
    const future = { effectiveFrom: "2027-01-01T00:00:00Z" };
    const past = { effectiveTo: "2021-01-01T00:00:00Z" };
    const tariff = aTariff([{ rates: [aRate("44"), aRate("4479", future), aRate("44791", past)] }]);
    expect(winner(tariff, "447911")).toBe("crd_1 44 to 44");
  });

  it("asks cards in order before prefix length, and goes on where a card has no rate", () => {
    const tariff = aTariff([{ rates: [aRate("44")] }, { rates: [aRate("4479"), aRate("49")] }]);
    expect(winner(tariff, "447911")).toBe("crd_1 44 to 44");
    expect(winner(tariff, "4930")).toBe("crd_2 49 to 49");
  });

  it("stops at a blocked rate: neither a shorter prefix nor the next card is tried", () => {
    const blocked = aRate("4470", { blocked: true });
    const tariff = aTariff([{ rates: [aRate("44"), blocked] }, { rates: [aRate("4470")] }]);
    expect(winner(tariff, "447012")).toBe("RATE_BLOCKED");
    expect(winner(tariff, "4471")).toBe("crd_1 44 to 44");
  });
});

describe("card hours", () => {
  const evening = { days: [1, 2, 3, 4, 5], from: "18:00", to: "08:00" };
  const berlin = aTariff([{ windows: [evening], rates: [aRate("4")] }, { rates: [aRate("4")] }], {
    timeZone: "Europe/Berlin",
  });

  it.each([
    { at: "2026-10-13T15:59:59Z", card: "crd_2", because: "17:59:59 in summer" },
    { at: "2026-10-13T16:00:00Z", card: "crd_1", because: "18:00 in summer" },
    { at: "2026-12-15T16:00:00Z", card: "crd_2", because: "17:00 in winter" },
    { at: "2026-12-15T17:00:00Z", card: "crd_1", because: "18:00 in winter" },
    { at: "2026-10-17T05:59:59Z", card: "crd_1", because: "Saturday 07:59, still Friday's window" },
    { at: "2026-10-17T06:00:00Z", card: "crd_2", because: "Saturday 08:00" },
    { at: "2026-10-17T20:00:00Z", card: "crd_2", because: "no window begins on Saturday" },
    { at: "2026-10-12T00:00:00Z", card: "crd_2", because: "Monday 02:00 would belong to Sunday's window" },
  ])("at $at $card holds: $because", ({ at, card }) => {
    expect(winner(berlin, "49", at)).toBe(`${card} 4 to 4`);
  });

  it.each([
    { zone: "Europe/Berlin", at: "2026-10-25T00:30:00Z", minute: "02:30", because: "the first 02:30 of the night" },
    { zone: "Europe/Berlin", at: "2026-10-25T01:30:00Z", minute: "02:30", because: "the second 02:30" },
    { zone: "Europe/Berlin", at: "2026-03-29T01:00:00Z", minute: "03:00", because: "02:00 does not exist" },
    { zone: "Asia/Kolkata", at: "2026-10-25T00:00:00Z", minute: "05:30", because: "zones of half hours exist" },
    { zone: "Asia/Kathmandu", at: "2026-10-25T00:00:00Z", minute: "05:45", because: "and of quarters" },
    {
      zone: "Australia/Lord_Howe",
      at: "2026-10-03T15:30:00Z",
      minute: "02:30",
      because: "its summer moves by half an hour",
    },
  ])("$zone shows $minute at $at: $because", ({ zone, at, minute }) => {
    const [hours = 0, minutes = 0] = minute.split(":").map(Number);
    expect(minuteOfWeek(zone, Date.parse(at)) % 1440).toBe(hours * 60 + minutes);
    expect(Math.floor(minuteOfWeek(zone, Date.parse(at)) / 1440)).toBe(6);
  });
});

describe("the trace", () => {
  it("gives the figures of the rating itself and names the losers", () => {
    const tariff = aTariff([
      { name: "evening", windows: [{ days: [6], from: "00:00", to: "24:00" }], rates: [aRate("44")] },
      {
        name: "standard",
        rates: [aRate("44"), aRate("4479"), aRate("44791", { effectiveFrom: "2027-01-01T00:00:00Z" })],
      },
    ]);
    const call = aCall("447911123456", 61);
    const explained = explainCall(call, tariff, someTerms());
    expect(explained).toEqual({ ...rateCall(call, tariff, someTerms()), trace: explained.trace });
    expect(explained.trace.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
      "tariff: version 1",
      "rate card: outside its hours",
      "rate card: decides",
      "prefix: not in force",
      "prefix: matched",
      "prefix: shorter",
      "duration: 61 s",
      "tax: NONE",
      "charge: 0.0508 EUR",
    ]);
  });

  it.each([
    { cld: "33", last: "price: NO_RATE" },
    { cld: "4470", last: "price: RATE_BLOCKED" },
  ])("of $cld ends with $last", ({ cld, last }) => {
    const tariff = aTariff([{ rates: [aRate("44"), aRate("4470", { blocked: true })] }]);
    const step = explainCall(aCall(cld, 60), tariff, someTerms()).trace.at(-1);
    expect(`${step?.step}: ${step?.outcome}`).toBe(last);
  });

  it("is not built while rating", () => {
    expect(rateCall(aCall("44", 60), aTariff([{ rates: [aRate("44")] }]), someTerms()).trace).toEqual([]);
  });
});

const prefix = fc.string({ unit: fc.constantFrom(..."0123479*#"), minLength: 1, maxLength: 6 });
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
const row = fc
  .record({
    prefix,
    from: fc.integer({ min: 0, max: 20 }),
    days: fc.option(fc.integer({ min: 1, max: 20 })),
    price: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ prefix: p, from, days, price }) =>
    aRate(p, {
      pricePerMinute: `0.0${price}`,
      effectiveFrom: day(from),
      effectiveTo: days === null ? null : day(from + days),
    }),
  );
const rows = fc.uniqueArray(row, { maxLength: 60, selector: (one) => `${one.prefix} ${one.fromMs}` });

/** Straight from the sentence: among the rows in force whose prefix begins the number, the longest, then the latest. */
function oracle(all: RateRow[], number: string, at: number): RateRow | undefined {
  return all
    .filter((one) => number.startsWith(one.prefix) && one.fromMs <= at && at < one.toMs)
    .sort((a, b) => b.prefix.length - a.prefix.length || b.fromMs - a.fromMs)[0];
}

describe("a rate book", () => {
  it("finds what a search of all rows finds, and lists every row back in order", () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.tuple(prefix, prefix, fc.integer({ min: -1, max: 45 })), { maxLength: 20 }),
        (all, calls) => {
          const book = openRateBook(encodeRateBook(all));
          const tariff = { ...aTariff([]), cards: [{ cardId: "c", name: "c", minutes: undefined, book }] };
          for (const [head, tail, at] of calls) {
            const number = head + tail;
            const expected = oracle(all, number, Date.parse(day(at)));
            expect(winner(tariff, number, day(at))).toBe(
              expected ? `c ${expected.prefix} ${expected.destination}` : "NO_RATE",
            );
          }
          const sorted = all.toSorted((a, b) =>
            a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : a.fromMs - b.fromMs,
          );
          expect([...listRows(book)]).toEqual(sorted);
          expect(countRows(book)).toBe(all.length);
          const [head = "4", tail = "4"] = calls[0] ?? [];
          const page = [...listRows(book, { under: head.slice(0, 1), after: tail })];
          expect(page).toEqual(sorted.filter((one) => one.prefix.startsWith(head.slice(0, 1)) && one.prefix > tail));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("has the same bytes whatever the order of the rows, so that its content can be its name", () => {
    fc.assert(
      fc.property(rows, (all) => {
        expect(encodeRateBook(all.toReversed())).toEqual(encodeRateBook(all));
      }),
      { numRuns: 200 },
    );
  });

  it("refuses bytes of another format", () => {
    expect(() => openRateBook(new Uint8Array(64))).toThrow(RangeError);
  });
});
