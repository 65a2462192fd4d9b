import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { debitOf, RentMonth, rentPeriod } from "../functions/dids/rent.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
import type { BillingTerms } from "../functions/rating/billing-terms.ts";
import { daysAfter } from "../functions/time/day.ts";
import { untaxed } from "./support/dids.ts";

describe("the months of rent", () => {
  it.each(RentMonth.options)("follow each other without gap or overlap for ten years (%s)", (by) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 31 }), (start, anniversary) => {
        let day = daysAfter("2020-01-01", start);
        for (let n = 0; n < 120; n++) {
          const { from, until, days, of } = rentPeriod(day, anniversary, by);
          expect([from, until > day, days >= 1, days <= of, of >= 28, of <= 31]).toEqual([day, ...Array(5).fill(true)]);
          expect(daysAfter(from, days)).toBe(until);
          // Only the first may be a part of a month.
          if (n > 0) expect(days).toBe(of);
          day = until;
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    {
      from: "2026-01-31",
      anniversary: 31,
      by: "ANNIVERSARY",
      until: "2026-02-28",
      paid: "28/28",
      because: "February has no 31st",
    },
    {
      from: "2026-02-28",
      anniversary: 31,
      by: "ANNIVERSARY",
      until: "2026-03-31",
      paid: "31/31",
      because: "March has one",
    },
    {
      from: "2024-01-30",
      anniversary: 30,
      by: "ANNIVERSARY",
      until: "2024-02-29",
      paid: "30/30",
      because: "a leap year has a 29th",
    },
    {
      from: "2026-11-16",
      anniversary: 16,
      by: "CALENDAR_MONTH",
      until: "2026-12-01",
      paid: "15/30",
      because: "half of November is left",
    },
    {
      from: "2026-12-31",
      anniversary: 31,
      by: "CALENDAR_MONTH",
      until: "2027-01-01",
      paid: "1/31",
      because: "one day of the year is left",
    },
    {
      from: "2026-11-16",
      anniversary: 20,
      by: "ANNIVERSARY",
      until: "2026-11-20",
      paid: "4/31",
      because: "the setting was another one before",
    },
  ] as const)("from $from ($by, $anniversary) is paid $paid of: $because", ({ from, anniversary, by, until, paid }) => {
    const period = rentPeriod(from, anniversary, by);
    expect([period.until, `${period.days}/${period.of}`]).toEqual([until, paid]);
  });

  const vat = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }] } as const;
  it.each([
    { days: 10, of: 30, terms: {}, amount: "3.33", tax: "0", because: "a third of 10 is rounded once" },
    {
      days: 10,
      of: 30,
      terms: vat,
      amount: "4",
      tax: "0.67",
      because: "prepaid is debited gross, by exact days and tax",
    },
    {
      days: 30,
      of: 30,
      terms: { ...vat, taxMode: "INCLUSIVE" },
      amount: "10",
      tax: "1.67",
      because: "the tax is in the price",
    },
    {
      days: 30,
      of: 30,
      terms: { ...vat, billingType: "POSTPAID" },
      amount: "10",
      tax: "0",
      because: "it is taxed at the invoice",
    },
    {
      days: 30,
      of: 30,
      terms: { ...vat, billingType: "POSTPAID", taxMode: "INCLUSIVE" },
      amount: "8.33",
      tax: "0",
      because: "what is charged is net",
    },
    {
      days: 30,
      of: 30,
      terms: { billingDecimals: 0 },
      amount: "10",
      tax: "0",
      because: "calls are rounded to units, coins are not",
    },
  ] as const)("of 10.00 are debited $amount for $days of $of days: $because", ({ days, of, terms, amount, tax }) => {
    const charge = { price: nanoOf("10"), period: { from: "", until: "", days, of } };
    const debit = debitOf(charge, { ...untaxed, ...terms } as BillingTerms, 2);
    expect([decimalOf(debit.amount), decimalOf(debit.tax)]).toEqual([amount, tax]);
  });
});
