import { describe, expect, it } from "vitest";
import { explainCall, rateCall } from "../../functions/rating/rate-call.ts";
import { lookUp } from "../../functions/rating/rate-lookup.ts";
import { aCall, aRate, aTariff, someTerms } from "../support/rates.ts";

const tariff = () => {
  const plain = aTariff([
    { name: "Acme's own", rates: [aRate("44", { destination: "own" }), aRate("4470", { blocked: true })] },
    { name: "Standard", rates: [aRate("4420", { destination: "all" }), aRate("49", { destination: "all" })] },
  ]);
  const [own, ...others] = plain.cards;
  if (!own) throw new Error("no card");
  return { ...plain, cards: [{ ...own, account: "C00000001" }, ...others] };
};

describe("an override card", () => {
  it.each([
    { account: "C00000001", cld: "442071", found: "own", because: "it is asked first, however short its prefix" },
    { account: "C00000002", cld: "442071", found: "all", because: "another customer does not see it" },
    { account: undefined, cld: "442071", found: "all", because: "nobody in particular does not either" },
    { account: "C00000001", cld: "4930", found: "all", because: "what it lacks is asked of the others" },
    { account: "C00000001", cld: "447012", found: "RATE_BLOCKED", because: "it can bar a prefix for one customer" },
  ])("for a call of $account to $cld gives $found: $because", ({ account, cld, found }) => {
    const call = { ...aCall(cld, 60), ...(account ? { account } : {}) };
    const outcome = rateCall(call, tariff(), someTerms());
    expect(outcome.kind === "rated" ? outcome.destination : outcome.reason).toBe(found);
    const explained = explainCall(call, tariff(), someTerms());
    expect({ ...explained, trace: [] }).toEqual(outcome);
    expect(JSON.stringify(explained.trace).includes("Acme's own")).toBe(account === "C00000001");
  });

  it("is named in the trace as what it is", () => {
    const { trace } = explainCall({ ...aCall("44", 60), account: "C00000001" }, tariff(), someTerms());
    expect(trace[1]).toMatchObject({ step: "rate card", outcome: "decides" });
    expect(trace[1]?.detail).toContain("override card of C00000001");
  });
});

describe("the lookup of a number", () => {
  const weekend = [{ days: [6, 7], from: "00:00", to: "24:00" }];
  const rates = [
    aRate("4"),
    aRate("44", { effectiveTo: "2021-01-01T00:00:00Z" }),
    aRate("447"),
    aRate("447", { effectiveFrom: "2022-01-01T00:00:00Z" }),
    aRate("447", { effectiveFrom: "2099-01-01T00:00:00Z" }),
  ];
  it("says of every rate that the number meets whether it wins, and why not", () => {
    const cards = aTariff([
      { name: "weekend", windows: weekend, rates: [aRate("44")] },
      { name: "standard", rates },
      { name: "rest", rates: [aRate("447")] },
    ]);
    const rows = lookUp({ cld: "44791", setupMs: Date.parse("2026-10-13T12:00:00Z") }, cards);
    expect(rows.map(({ cardName, rate, verdict }) => `${cardName} ${rate.prefix} ${verdict}`)).toEqual([
      "weekend 44 OUTSIDE_HOURS",
      "standard 447 NOT_YET",
      "standard 447 WINS",
      "standard 447 SUPERSEDED",
      "standard 44 OVER",
      "standard 4 SHORTER_PREFIX",
      "rest 447 LATER_CARD",
    ]);
    expect(rows.every(({ why }) => why.endsWith("."))).toBe(true);
  });

  it("says that a blocked rate blocks", () => {
    const rows = lookUp(
      { cld: "44", setupMs: 1.7e12 },
      aTariff([{ rates: [aRate("44", { blocked: true }), aRate("4")] }]),
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(["BLOCKS", "SHORTER_PREFIX"]);
  });
});
