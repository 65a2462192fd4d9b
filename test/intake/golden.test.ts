import { afterAll as after, beforeAll, describe, expect, it } from "vitest";
import type { SwitchCdr } from "../../functions/cdrs/cdr.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { rateCall } from "../../functions/rating/rate-call.ts";
import { aRate, aTariff, someTerms } from "../support/rates.ts";
import {
  asteriskJsonSample,
  flatSample,
  opensipsLogSample,
  read,
  sample,
  sampleDay,
  sources,
  truth,
  xmlSample,
} from "./samples.ts";

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

const floors = "FreeSWITCH counts begun wall-clock seconds: its file does not say the rest";
const cuts = "Asterisk cuts end less answer to whole seconds: its file does not say the rest";
const stamps = "two stamps of whole seconds are all that the log says of a length";
const rounds = "Sippy rounds Acct-Session-Time to whole seconds";

const layouts: { layout: string; body: Buffer | string; source: CdrSource; why: string }[] = [
  { layout: "freeswitch-json", body: sample("freeswitch_json_cdr.ndjson"), source: sources.freeswitch, why: "" },
  {
    layout: "freeswitch-csv",
    body: sample("freeswitch_cdr_csv_example.csv"),
    source: sources.freeswitchCsv,
    why: floors,
  },
  { layout: "freeswitch-xml", body: xmlSample(), source: sources.freeswitchXml, why: "" },
  { layout: "asterisk-csv", body: sample("asterisk_Master_21col.csv"), source: sources.asterisk, why: cuts },
  {
    layout: "asterisk-custom",
    body: sample("asterisk_cdr_custom_sample.csv"),
    source: sources.asteriskCustom,
    why: cuts,
  },
  { layout: "asterisk-json", body: asteriskJsonSample(), source: sources.asteriskJson, why: cuts },
  { layout: "kamailio-json", body: sample("kamailio_acc_json.ndjson"), source: sources.kamailio, why: "" },
  { layout: "kamailio-log", body: sample("kamailio_cdr_log.txt"), source: sources.kamailioLog, why: "" },
  {
    layout: "kamailio-acc",
    body: sample("kamailio_acc_transactions.log"),
    source: sources.kamailioAcc,
    why: stamps,
  },
  { layout: "kamailio-flatstore", body: flatSample(), source: sources.kamailioFlat, why: "" },
  { layout: "opensips-event", body: sample("opensips_e_acc.ndjson"), source: sources.opensips, why: "" },
  { layout: "opensips-log", body: opensipsLogSample(), source: sources.opensipsLog, why: "" },
  { layout: "radius-detail", body: sample("radius_detail_sippy.txt"), source: sources.radius, why: rounds },
  { layout: "vos-json", body: sample("vos_infocdrs.json"), source: sources.vos, why: "" },
  { layout: "generic-csv", body: sample("generic.csv"), source: sources.generic, why: "" },
];

/** All twelve calls in the order of the file. Those that are later than the clock are parked, with their record: it is rated here. */
function callsOf({ body, source }: (typeof layouts)[0]): { cdr: SwitchCdr; parked: string }[] {
  const { cdrs, parked } = read(body, source, now());
  const waiting = parked.flatMap(({ reason, cdr }) => (cdr ? [{ cdr, parked: reason }] : []));
  return [...cdrs.map((cdr) => ({ cdr, parked: "" })), ...waiting]
    .filter(({ cdr }) => cdr.billed)
    .sort((a, b) => a.cdr.line - b.cdr.line);
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
    const [freeswitch, ...others] = layouts
      .filter(({ why }) => why === "")
      .map((layout) => callsOf(layout).map(({ cdr }) => figures(cdr)));
    expect(others).toHaveLength(8);
    for (const other of others) expect(other).toEqual(freeswitch);
  });
});
