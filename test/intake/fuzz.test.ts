import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParkedLine, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../../functions/intake/normalise.ts";
import { joinedOutcomes } from "../../functions/intake/whole-call.ts";
import { encodeBatch, maxRecordBytes } from "../../functions/platform/stream.ts";
import { leastTime } from "../support/processor-time.ts";
import { shareOf } from "../support/share.ts";
import { afterAll, asteriskJsonSample, flatSample, opensipsLogSample, sample, sources, xmlSample } from "./samples.ts";

/** `FUZZ_INPUTS=200000` for more, `SHARE=1/2` for half of the layouts. */
const runs = Number(process.env["FUZZ_INPUTS"] ?? 20_000);
/** Processor time of a whole mutated delivery, in the best of six tries. No record of it may take more. */
const mostMs = 20;
const fresh = [
  "\0",
  '"',
  '""',
  "\n",
  "\r\n",
  ",",
  ";",
  "{",
  "}",
  "[",
  "]",
  "%",
  "%zz",
  "%00",
  "\u{feff}",
  "-",
  "1e308",
  "NaN",
  "-0.5",
  "9007199254740993",
  "99999999999999999999",
  "2026-02-30 25:61:61",
  "2026-03-08 02:30:00",
  "2026-06-30 23:59:60",
  '"__proto__":{"billusec":"1"},',
  '"variables":',
  "cdr=",
  "\\u0000",
  "\u{1f600}",
  "٣",
  "constructor",
  "=cmd|'/c'!A1",
];

/** Cuts, doubles, drops and swaps pieces of a sound delivery, and puts bytes and hostile tokens into it. */
const mutation = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    kind: fc.constantFrom("drop", "double", "token", "byte", "cut", "digit"),
    token: fc.constantFrom(...fresh),
    byte: fc.nat({ max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(body: Buffer, changes: Mutation): Buffer {
  return changes.reduce((bytes, { at, length, kind, token, byte }) => {
    const spot = Math.floor(at * bytes.length);
    const [front, piece, tail] = [
      bytes.subarray(0, spot),
      bytes.subarray(spot, spot + length),
      bytes.subarray(spot + length),
    ];
    if (kind === "cut") return front;
    if (kind === "drop") return Buffer.concat([front, tail]);
    if (kind === "double") return Buffer.concat([front, piece, piece, tail]);
    if (kind === "token") return Buffer.concat([front, Buffer.from(token), tail]);
    if (kind === "byte") return Buffer.concat([front, Buffer.from([byte]), tail]);
    return Buffer.concat([
      front,
      Buffer.from(piece.toString("latin1").replace(/\d/g, String(byte % 10)), "latin1"),
      tail,
    ]);
  }, body);
}

const head = (text: string, lines: number) => Buffer.from(`${text.split("\n").slice(0, lines).join("\n")}\n`);
const body = (file: string, lines: number) => head(sample(file).toString(), lines);

/** The first two calls of the sample, in the envelope that VOS puts around them. */
function vosSeed(): Buffer {
  const [answer] = JSON.parse(sample("vos_infocdrs.json").toString());
  return Buffer.from(JSON.stringify([{ ...answer, infoCdrs: answer.infoCdrs.slice(0, 2) }], null, 1));
}

/**
 * What is wrong with an outcome, as a sentence; undefined where nothing is. Said and not expected: with millions of inputs
 * the expectations took more time than the parsers.
 */
function faultOf(outcome: ReturnType<typeof outcomesOf>[number]): string | undefined {
  if ("reason" in outcome) return ParkedLine.safeParse(outcome).error?.message;
  const unsound = SwitchCdr.safeParse(outcome).error?.message;
  if (unsound !== undefined) return unsound;
  if (outcome.billableMs > 86_400_000) return `it lasted ${outcome.billableMs} ms`;
  return outcome.answeredMs === null && outcome.billableMs !== 0 ? "it lasted and was never answered" : undefined;
}

describe("whatever a switch sends", () => {
  it.each(
    shareOf([
      { layout: "freeswitch-json", source: sources.freeswitch, seed: body("freeswitch_json_cdr_ab_legs.ndjson", 1) },
      {
        layout: "freeswitch-json form",
        source: sources.freeswitch,
        seed: body("freeswitch_json_cdr_form_post.txt", 1),
      },
      { layout: "freeswitch-csv", source: sources.freeswitchCsv, seed: body("freeswitch_cdr_csv_example.csv", 2) },
      {
        layout: "freeswitch-xml",
        source: sources.freeswitchXml,
        seed: Buffer.from(`${xmlSample().split("</cdr>")[0]}</cdr>\n`),
      },
      { layout: "asterisk-csv", source: sources.asteriskLocal, seed: body("asterisk_Master_21col.csv", 2) },
      { layout: "asterisk-custom", source: sources.asteriskCustom, seed: body("asterisk_cdr_custom_sample.csv", 2) },
      { layout: "asterisk-json", source: sources.asteriskJson, seed: head(asteriskJsonSample(), 2) },
      { layout: "kamailio-json", source: sources.kamailio, seed: body("kamailio_acc_json.ndjson", 2) },
      { layout: "kamailio-log", source: sources.kamailioLog, seed: body("kamailio_cdr_log.txt", 2) },
      { layout: "kamailio-acc", source: sources.kamailioAcc, seed: body("kamailio_acc_transactions.log", 3) },
      { layout: "kamailio-flatstore", source: sources.kamailioFlat, seed: head(flatSample(), 2) },
      { layout: "opensips-event", source: sources.opensips, seed: body("opensips_e_acc.ndjson", 2) },
      { layout: "opensips-log", source: sources.opensipsLog, seed: head(opensipsLogSample(), 2) },
      { layout: "radius-detail", source: sources.radius, seed: body("radius_detail_sippy.txt", 50) },
      { layout: "vos-json", source: sources.vos, seed: vosSeed() },
      { layout: "generic-csv", source: sources.generic, seed: body("generic.csv", 3) },
    ]),
  )(
    "$layout: each record ends as a sound CDR or parked with a reason, none takes long, and nothing throws",
    ({ source, seed }) => {
      const outcomesIn = (bytes: Uint8Array) => {
        const outcomes = outcomesOf(bytes, source, afterAll);
        return [...outcomes, ...joinedOutcomes(outcomes, source, afterAll)];
      };
      expect(outcomesIn(seed).some((outcome) => !("reason" in outcome))).toBe(true);
      fc.assert(
        fc.property(mutation, (changes) => {
          const body = mutate(seed, changes);
          const { made: outcomes, ms } = leastTime(() => outcomesIn(body), mostMs);
          const wrong = outcomes.map(faultOf).find((fault) => fault !== undefined);
          if (wrong !== undefined) throw new Error(wrong);
          if (ms > mostMs) throw new Error(`it took ${ms} ms of processor time`);
        }),
        { numRuns: runs },
      );
    },
  );

  it("gives the same records however the bytes arrive in pieces", async () => {
    const { Normaliser } = await import("../../functions/intake/normalise.ts");
    const bytes = sample("freeswitch_json_cdr_ab_legs.ndjson");
    const whole = outcomesOf(bytes, sources.freeswitch, afterAll);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const normaliser = new Normaliser(sources.freeswitch, afterAll);
        const outcomes = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          outcomes.push(...normaliser.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect([...outcomes, ...normaliser.end()]).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("never makes a batch that a stream record cannot hold, even of text that does not compress", () => {
    const noise = Array.from({ length: 3000 }, (_, line) => {
      const raw = Array.from({ length: 1300 }, (_, i) =>
        String.fromCharCode(0x4e00 + ((line * 7919 + i * 104_729 * (i + line)) % 20_000)),
      ).join("");
      return { line: line + 1, reason: "MALFORMED" as const, detail: "noise", raw };
    });
    const batches = batchesOf(noise, { source: "src_1", delivery: "dlv_1" });
    expect(batches.reduce((sum, batch) => sum + batch.parked.length, 0)).toBe(noise.length);
    expect(batches.map((batch) => batch.part)).toEqual(batches.map((_, index) => index));
    for (const batch of batches) expect(encodeBatch(batch).byteLength).toBeLessThan(maxRecordBytes);
  });
});
