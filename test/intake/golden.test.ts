import { afterAll as after, beforeAll, describe, expect, it } from "vitest";
import type { SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { rateCall } from "../../functions/rating/rate-call.ts";
import { aRate, aTariff, someTerms } from "../support/rates.ts";
import { read, sample, sampleDay, sources, truth } from "./samples.ts";

let back: () => void;
beforeAll(() => {
  back = replaceClock(() => sampleDay);
});
after(() => back());

const increments = [
  { name: "1/1", firstIncrement: 1, nextIncrement: 1 },
  { name: "30/6", firstIncrement: 30, nextIncrement: 6 },
  { name: "60/60", firstIncrement: 60, nextIncrement: 60 },
];
const price = "0.0123";
const tariffs = increments.map(({ name: _name, ...by }) =>
  aTariff([
    { rates: ["33", "0033", "39", "44", "52"].map((prefix) => aRate(prefix, { pricePerMinute: price, ...by })) },
  ]),
);

/** Billed seconds and charge of a call at each of the three increments. */
function figures(call: Pick<SwitchCdr, "cldReceived" | "setupMs" | "answeredMs" | "billableMs">): string[] {
  return tariffs.flatMap((tariff) => {
    const rated = {
      cld: call.cldReceived,
      setupMs: call.setupMs,
      answered: call.answeredMs !== null,
      billableMs: call.billableMs,
    };
    const outcome = rateCall(rated, tariff, someTerms());
    if (outcome.kind === "unrated") throw new Error(`${call.cldReceived}: ${outcome.reason}`);
    return [String(outcome.billedSeconds), decimalOf(outcome.charge)];
  });
}

const layouts = [
  { layout: "freeswitch-json", file: "freeswitch_json_cdr.ndjson", source: sources.freeswitch, why: "" },
  {
    layout: "asterisk-csv",
    file: "asterisk_Master_21col.csv",
    source: sources.asterisk,
    why: "Asterisk cuts end less answer to whole seconds: its file does not say the rest",
  },
  { layout: "kamailio-json", file: "kamailio_acc_json.ndjson", source: sources.kamailio, why: "" },
  { layout: "generic-csv", file: "generic.csv", source: sources.generic, why: "" },
];

/** All twelve calls in the order of the file. Those that are later than the clock are parked, with their record: it is rated here. */
function callsOf({ file, source }: (typeof layouts)[0]): { cdr: SwitchCdr; parked: string }[] {
  const { cdrs, parked } = read(sample(file), source, now());
  const waiting = parked.flatMap(({ reason, cdr }) => (cdr ? [{ cdr, parked: reason }] : []));
  return [...cdrs.map((cdr) => ({ cdr, parked: "" })), ...waiting].sort((a, b) => a.cdr.line - b.cdr.line);
}

const head = [
  "call",
  "answered",
  "billableMs",
  "precision",
  ...increments.flatMap(({ name }) => [`billed ${name}`, `charge ${name}`]),
  "parked",
  "differs",
];

describe(`the twelve calls at ${price} a minute, four decimals`, () => {
  it.each(layouts)("as $layout has them are billed as its golden file says", async (layout) => {
    const rows = callsOf(layout).map(({ cdr, parked }, index) => {
      const exact = truth[index];
      const mine = figures(cdr);
      const theirs = figures({ ...cdr, billableMs: exact?.billable_ms ?? -1 });
      const differs = mine.join() === theirs.join() ? "" : layout.why || "UNEXPLAINED";
      return [index + 1, cdr.answeredMs !== null, cdr.billableMs, cdr.precision, ...mine, parked, differs].join(",");
    });
    expect(rows).toHaveLength(12);
    expect(rows.join("\n")).not.toContain("UNEXPLAINED");
    await expect(`${head.join(",")}\n${rows.join("\n")}\n`).toMatchFileSnapshot(`../golden/${layout.layout}.csv`);
  });

  it("agree to the last unit in the layouts that have milliseconds", () => {
    const [freeswitch, , kamailio, generic] = layouts.map((layout) => callsOf(layout).map(({ cdr }) => figures(cdr)));
    expect(kamailio).toEqual(freeswitch);
    expect(generic).toEqual(freeswitch);
  });
});
