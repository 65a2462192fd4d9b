import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { appliedTaxes, type BillingTerms } from "../../functions/rating/billing-terms.ts";
import { chargeOf } from "../../functions/rating/charge.ts";
import { splitTax, taxOnNet } from "../../functions/tax/tax.ts";

const tax = (percent: string, name = "Tax") => ({ name, percent });
const vat20 = [tax("20", "VAT")];
const two = [tax("18", "CGST"), tax("15", "SGST")];

describe("tax on a net amount, summed and never compounded", () => {
  it.each([
    { net: "100", taxes: vat20, decimals: 2, gives: "20" },
    { net: "3.99", taxes: two, decimals: 4, gives: "1.3167" },
    { net: "3.99", taxes: two, decimals: 2, gives: "1.32" },
    { net: "0.005", taxes: [tax("100")], decimals: 2, gives: "0.01" },
    { net: "0.0049", taxes: [tax("100")], decimals: 2, gives: "0" },
    { net: "1000", taxes: [tax("8.875")], decimals: 0, gives: "89" },
    { net: "7.777", taxes: [tax("5"), tax("9.975"), tax("0.0001")], decimals: 3, gives: "1.165" },
    { net: "50", taxes: [], decimals: 2, gives: "0" },
  ])("$net with $taxes at $decimals decimals bears $gives", ({ net, taxes, decimals, gives }) => {
    expect(decimalOf(taxOnNet(nanoOf(net), taxes, decimals))).toBe(gives);
  });
});

describe("an amount of tax", () => {
  it("is split among the taxes by their percentages, and what rounding leaves goes to the last", () => {
    expect(splitTax(nanoOf("2.4812"), two, 4).map(decimalOf)).toEqual(["1.3534", "1.1278"]);
    expect(splitTax(nanoOf("0.01"), [tax("1"), tax("1"), tax("1")], 2).map(decimalOf)).toEqual(["0", "0", "0.01"]);
    expect(splitTax(nanoOf("1"), [tax("0"), tax("0")], 2).map(decimalOf)).toEqual(["0", "1"]);
    expect(splitTax(0n, [], 2)).toEqual([]);
  });

  it("adds up to the amount whatever the percentages are", () => {
    const percent = fc.integer({ min: 0, max: 1_000_000 }).map((n) => decimalOf(BigInt(n) * 100_000n));
    const taxes = fc.array(
      percent.map((text) => tax(text)),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        taxes,
        fc.integer({ min: 0, max: 8 }),
        (net, all, decimals) => {
          const amount = taxOnNet(net, all, decimals);
          expect(splitTax(amount, all, decimals).reduce((sum, part) => sum + part, 0n)).toBe(amount);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("which taxes apply", () => {
  const taxes = [tax("20", "One"), tax("5", "Two")];
  it.each([
    { taxFlag: "NONE" as const, names: [] },
    { taxFlag: "VAT" as const, names: ["One"] },
    { taxFlag: "TAX" as const, names: ["One", "Two"] },
  ])("$taxFlag takes $names of those that are stored", ({ taxFlag, names }) => {
    expect(appliedTaxes({ taxFlag, taxes }).map(({ name }) => name)).toEqual(names);
  });
});

describe("a call of 10 at the call and at the invoice", () => {
  const rate = { pricePerMinute: 10_000_000_000, connectFee: 0, firstIncrement: 60, nextIncrement: 60 };
  const terms = { ...rate, graceSeconds: 0, freeSeconds: 0, blocked: false };
  const all = [tax("18", "CGST"), tax("15", "SGST")];
  const billing = (over: Partial<BillingTerms>): BillingTerms => ({
    ...{ billingDecimals: 4, billingType: "PREPAID", taxFlag: "TAX", taxMode: "EXCLUSIVE", taxes: all },
    ...over,
  });
  it.each([
    { over: {}, charge: "13.3", taxed: "3.3", atInvoice: "0" },
    { over: { taxMode: "INCLUSIVE" as const }, charge: "10", taxed: "2.4812", atInvoice: "0" },
    { over: { billingType: "POSTPAID" as const }, charge: "10", taxed: "0", atInvoice: "3.3" },
    {
      over: { billingType: "POSTPAID" as const, taxMode: "INCLUSIVE" as const },
      charge: "7.5188",
      taxed: "0",
      atInvoice: "2.4812",
    },
    { over: { taxFlag: "VAT" as const }, charge: "11.8", taxed: "1.8", atInvoice: "0" },
    { over: { taxFlag: "VAT" as const, taxMode: "INCLUSIVE" as const }, charge: "10", taxed: "1.5254", atInvoice: "0" },
    { over: { taxFlag: "VAT" as const, billingType: "POSTPAID" as const }, charge: "10", taxed: "0", atInvoice: "1.8" },
    { over: { taxFlag: "NONE" as const }, charge: "10", taxed: "0", atInvoice: "0" },
    { over: { taxFlag: "NONE" as const, taxMode: "INCLUSIVE" as const }, charge: "10", taxed: "0", atInvoice: "0" },
    { over: { taxFlag: "NONE" as const, billingType: "POSTPAID" as const }, charge: "10", taxed: "0", atInvoice: "0" },
  ])(
    "with $over is charged $charge, $taxed of it tax, and taxed $atInvoice later",
    ({ over, charge, taxed, atInvoice }) => {
      const found = billing(over);
      const call = chargeOf(terms as never, 60, "HALF_UP", found);
      expect([decimalOf(call.charge), decimalOf(call.tax)]).toEqual([charge, taxed]);
      const later = found.billingType === "POSTPAID" ? taxOnNet(call.charge, appliedTaxes(found), 4) : 0n;
      expect(decimalOf(later)).toBe(atInvoice);
    },
  );
});
