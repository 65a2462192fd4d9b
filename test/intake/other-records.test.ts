import { describe, expect, it } from "vitest";
import { identityOf } from "../../functions/cdrs/identity.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { asteriskJsonSample, opensipsLogSample, read, sample, sources, truth, xmlSample } from "./samples.ts";

/** One call makes several records: which of them is charged, which are kept beside it, and which are the same one again. */

const linesOf = (file: string) => sample(file).toString().trim().split("\n");
const [generic = "", genericRow = ""] = linesOf("generic.csv");
const [custom = ""] = linesOf("asterisk_cdr_custom_sample.csv");
const [asteriskJson = ""] = asteriskJsonSample().split("\n");
const [builtIn = ""] = linesOf("freeswitch_cdr_csv_builtin.csv");
const [event = "", , , , missed = ""] = linesOf("opensips_e_acc.ndjson");
const logged = opensipsLogSample().trim().split("\n")[4] ?? "";
const xml = `${xmlSample().split("</cdr>")[0]}</cdr>`;
const uuid = truth[0]?.keys.freeswitch ?? "";
const xmlB = xml
  .replaceAll(uuid, "b-leg")
  .replace("<variables>", `<variables><originating_leg_uuid>${uuid}</originating_leg_uuid>`);
const [start = ""] = linesOf("edge/radius_start_interim_stop.txt").join("\n").split("\n\n");
const radius = (status: string, seconds: number) =>
  `${start.replace("Type = Start", `Type = ${status}`).replace("Time = 61", `Time = ${seconds}`)}\n\n`;
const halves = linesOf("kamailio_acc_transactions.log").filter((line) => line.includes("3f2aee8d-0003"));
const invite = halves.find((line) => line.includes("method=INVITE")) ?? "";
const otherBranch = linesOf("kamailio_acc_transactions.log").find((line) => line.includes("call missed")) ?? "";
const ofTransaction = (method: string) =>
  JSON.stringify({ method: "E_ACC_EVENT", params: { ...JSON.parse(event).params, ...bare, method } });
const bare = { ms_duration: undefined, duration: undefined, setuptime: undefined };
const branch = (line: string, tag: string) => line.replace(/gK00005b2/, tag);

interface Case {
  rule: string;
  layout: string;
  body: string;
  source: CdrSource;
  /** Records that are charged, kept uncharged, and wait; calls and attempts that they are. */
  counts: [charged: number, kept: number, waiting: number];
  identities: number;
  because: string;
}

const cases: Case[] = [
  {
    rule: "other leg",
    layout: "freeswitch-xml",
    body: `${xmlB}\n${xml}\n`,
    source: sources.freeswitchXml,
    counts: [1, 1, 0],
    identities: 2,
    because: "the B leg comes first and names the leg that made it",
  },
  {
    rule: "other leg",
    layout: "generic-csv",
    body: `${generic}\n${genericRow}\n${genericRow.replace(",a,", ",b,")}\n`,
    source: sources.generic,
    counts: [1, 1, 0],
    identities: 2,
    because: "the leg column says b",
  },
  {
    rule: "other leg",
    layout: "radius-detail",
    body: `${radius("Stop", 61)}${radius("Stop", 61).replace("origin=answer", "origin=originate")}`,
    source: sources.radius,
    counts: [1, 1, 0],
    identities: 2,
    because: "there is a Stop for each leg and the answering one is billed",
  },
  {
    rule: "interim",
    layout: "radius-detail",
    body: `${radius("Start", 0)}${radius("Alive", 20)}${radius("Interim-Update", 40)}${radius("Stop", 61)}`,
    source: sources.radius,
    counts: [1, 3, 0],
    identities: 4,
    because: "Start and Alive are kept, each as its own record",
  },
  {
    rule: "interim",
    layout: "radius-detail",
    body: `${radius("Stop", 61)}${radius("Stop", 61)}`,
    source: sources.radius,
    counts: [2, 0, 0],
    identities: 1,
    because: "RADIUS sends a Stop again until it is answered",
  },
  {
    rule: "failover",
    layout: "asterisk-custom",
    body: `${custom.replace("carrier-a", "carrier-b").replace("ANSWERED", "FAILED").replace(/\d+$/, "99")}\n${custom}\n`,
    source: sources.asteriskCustom,
    counts: [2, 0, 0],
    identities: 2,
    because: "two tries of one uniqueid have two sequences",
  },
  {
    rule: "failover",
    layout: "asterisk-json",
    body: [{ sequence: "99", disposition: "FAILED", answer: "", billsec: "0" }, {}]
      .map((change) => `${JSON.stringify({ ...JSON.parse(asteriskJson), ...change })}\n`)
      .join(""),
    source: sources.asteriskJson,
    counts: [2, 0, 0],
    identities: 2,
    because: "two tries of one uniqueid have two sequences",
  },
  {
    rule: "same record again",
    layout: "freeswitch-csv",
    body: `${builtIn}\n${builtIn}\n`,
    source: sources.freeswitchCsv,
    counts: [2, 0, 0],
    identities: 1,
    because: "Master.csv and the account's own file hold the same row",
  },
  {
    rule: "same record again",
    layout: "asterisk-custom",
    body: `${custom}\n${custom}\n`,
    source: sources.asteriskCustom,
    counts: [2, 0, 0],
    identities: 1,
    because: "two backends of one mapping write the same row",
  },
  {
    rule: "spool file",
    layout: "freeswitch-xml",
    body: `${xml}\ncdr=${encodeURIComponent(xml)}\n${encodeURIComponent(xml)}\n${Buffer.from(xml).toString("base64")}\n`,
    source: sources.freeswitchXml,
    counts: [4, 0, 0],
    identities: 1,
    because: "a spool holds what was posted, raw or encoded, without cdr=",
  },
  {
    rule: "fork",
    layout: "kamailio-acc",
    body: `${branch(otherBranch, "b1")}\n${branch(otherBranch, "b2")}\n${branch(otherBranch, "b2")}\n`,
    source: sources.kamailioAcc,
    counts: [3, 0, 0],
    identities: 2,
    because: "each missed branch is an attempt, told apart by its to-tag",
  },
  {
    rule: "fork",
    layout: "opensips-event",
    body: `${branch(missed, "b1")}\n${branch(missed, "b2")}\n`,
    source: sources.opensips,
    counts: [2, 0, 0],
    identities: 2,
    because: "each missed branch is an attempt, told apart by its to-tag",
  },
  {
    rule: "fork",
    layout: "opensips-log",
    body: `${branch(logged, "b1")}\n${branch(logged, "b2")}\n`,
    source: sources.opensipsLog,
    counts: [2, 0, 0],
    identities: 2,
    because: "each missed branch is an attempt, told apart by its to-tag",
  },
  {
    rule: "half a call",
    layout: "kamailio-acc",
    body: `${sample("edge/kamailio_bye_missing.log")}`,
    source: sources.kamailioAcc,
    counts: [0, 0, 1],
    identities: 0,
    because: "the BYE has not come",
  },
  {
    rule: "half a call",
    layout: "opensips-log",
    body: `${invite}\n`,
    source: sources.opensipsLog,
    counts: [0, 0, 1],
    identities: 0,
    because: "OpenSIPS logs the same two transactions where it makes no CDRs",
  },
  {
    rule: "half a call",
    layout: "opensips-event",
    body: `${ofTransaction("BYE")}\n`,
    source: sources.opensips,
    counts: [0, 0, 1],
    identities: 0,
    because: "a BYE without its INVITE has no beginning",
  },
];

describe("of the records of one call", () => {
  it.each(cases)("$layout, $rule: $because", ({ body, source, counts, identities }) => {
    const { cdrs, parked } = read(body, source);
    const waiting = parked.filter(({ reason }) => reason === "WAITING_FOR_BYE");
    expect(parked).toEqual(waiting);
    const charged = cdrs.filter(({ billed }) => billed);
    expect([charged.length, cdrs.length - charged.length, waiting.length]).toEqual(counts);
    expect(new Set(cdrs.map(identityOf)).size).toBe(identities);
    // A try that failed and a branch that was missed last no time.
    for (const cdr of cdrs) if (cdr.answeredMs === null) expect(cdr.billableMs).toBe(0);
  });

  it("a row that lacks a column of its template is parked with its line, and the rows around it land", () => {
    // Without its b-leg column nothing says which of the last two values is the account.
    const { cdrs, parked } = read(sample("freeswitch_cdr_csv_builtin.csv"), sources.freeswitchCsv);
    expect(cdrs.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]);
    expect(parked).toMatchObject([{ line: 11, reason: "MALFORMED" }]);
  });
});
