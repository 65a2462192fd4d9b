import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParkedLine, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../../functions/intake/normalise.ts";
import { encodeBatch, maxRecordBytes } from "../../functions/platform/stream.ts";
import { afterAll, sample, sources } from "./samples.ts";

const runs = 2000;
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
    const [head, piece, tail] = [
      bytes.subarray(0, spot),
      bytes.subarray(spot, spot + length),
      bytes.subarray(spot + length),
    ];
    if (kind === "cut") return head;
    if (kind === "drop") return Buffer.concat([head, tail]);
    if (kind === "double") return Buffer.concat([head, piece, piece, tail]);
    if (kind === "token") return Buffer.concat([head, Buffer.from(token), tail]);
    if (kind === "byte") return Buffer.concat([head, Buffer.from([byte]), tail]);
    return Buffer.concat([
      head,
      Buffer.from(piece.toString("latin1").replace(/\d/g, String(byte % 10)), "latin1"),
      tail,
    ]);
  }, body);
}

const body = (file: string, lines: number) =>
  Buffer.from(`${sample(file).toString().split("\n").slice(0, lines).join("\n")}\n`);

describe("whatever a switch sends", () => {
  it.each([
    { layout: "freeswitch-json", source: sources.freeswitch, seed: body("freeswitch_json_cdr_ab_legs.ndjson", 2) },
    { layout: "freeswitch-json form", source: sources.freeswitch, seed: body("freeswitch_json_cdr_form_post.txt", 2) },
    { layout: "asterisk-csv", source: sources.asteriskLocal, seed: body("asterisk_Master_21col.csv", 3) },
    { layout: "kamailio-json", source: sources.kamailio, seed: body("kamailio_acc_json.ndjson", 3) },
    { layout: "generic-csv", source: sources.generic, seed: body("generic.csv", 4) },
  ])("$layout: each record ends as a sound CDR or parked with a reason, and nothing throws", ({ source, seed }) => {
    fc.assert(
      fc.property(mutation, (changes) => {
        const outcomes = outcomesOf(mutate(seed, changes), source, afterAll);
        for (const outcome of outcomes) {
          if ("reason" in outcome) expect(ParkedLine.safeParse(outcome).error).toBeUndefined();
          else {
            expect(SwitchCdr.safeParse(outcome).error).toBeUndefined();
            expect(outcome.billableMs).toBeLessThanOrEqual(86_400_000);
            if (outcome.answeredMs === null) expect(outcome.billableMs).toBe(0);
          }
        }
      }),
      { numRuns: runs },
    );
  });

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
