import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../functions/intake/checked.ts";
import { Normaliser, outcomesOf } from "../../functions/intake/normalise.ts";
import { cutterOf } from "../../functions/intake/record-cutter.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import {
  afterAll as afterCalls,
  asteriskJsonSample,
  flatSample,
  opensipsLogSample,
  sample,
  sources,
  xmlSample,
} from "./samples.ts";

const longest = 1024 * 1024;
const inArray = (text: string) => `[\n${text.trim().split("\n").join(",\n")}\n]\n`;
const edge = (name: string) => sample(`edge/${name}`).toString("latin1");

const layouts: { layout: string; source: CdrSource; text: string }[] = [
  { layout: "asterisk-csv", source: sources.asterisk, text: sample("asterisk_Master_21col.csv").toString() },
  {
    layout: "asterisk-custom",
    source: sources.asteriskCustom,
    text: sample("asterisk_cdr_custom_sample.csv").toString(),
  },
  { layout: "asterisk-json", source: sources.asteriskJson, text: asteriskJsonSample() },
  {
    layout: "freeswitch-csv",
    source: sources.freeswitchCsv,
    text: sample("freeswitch_cdr_csv_example.csv").toString(),
  },
  { layout: "freeswitch-json", source: sources.freeswitch, text: sample("freeswitch_json_cdr.ndjson").toString() },
  {
    layout: "freeswitch-json in arrays",
    source: sources.freeswitch,
    text: inArray(sample("freeswitch_json_cdr.ndjson").toString()),
  },
  { layout: "freeswitch-xml", source: sources.freeswitchXml, text: xmlSample() },
  {
    layout: "freeswitch-xml without line ends between documents",
    source: sources.freeswitchXml,
    text: xmlSample().replaceAll("</cdr>\n", "</cdr>").concat("\n"),
  },
  { layout: "generic-csv", source: sources.generic, text: sample("generic.csv").toString() },
  { layout: "kamailio-json", source: sources.kamailio, text: sample("kamailio_acc_json.ndjson").toString() },
  { layout: "kamailio-log", source: sources.kamailioLog, text: sample("kamailio_cdr_log.txt").toString() },
  { layout: "kamailio-flatstore", source: sources.kamailioFlat, text: flatSample() },
  { layout: "opensips-log", source: sources.opensipsLog, text: opensipsLogSample() },
  { layout: "opensips-event", source: sources.opensips, text: sample("opensips_e_acc.ndjson").toString() },
  { layout: "radius-detail", source: sources.radius, text: sample("radius_detail_sippy.txt").toString() },
  { layout: "vos-json", source: sources.vos, text: sample("vos_infocdrs.json").toString() },
];

/** What two normalisers read of a delivery, the second from the place on at which the first stood. */
function readInTwo(body: Uint8Array, source: CdrSource, pieceBytes: number, pieces: number): Outcome[] | undefined {
  const first = new Normaliser(source, afterCalls);
  const outcomes: Outcome[] = [];
  for (let n = 0; n < pieces; n++) outcomes.push(...first.push(body.subarray(n * pieceBytes, (n + 1) * pieceBytes)));
  const place = first.place();
  if (!place) return undefined;
  const second = new Normaliser(source, afterCalls, place);
  second.recall(body.subarray(0, Math.min(place.bytes, longest)));
  return [...outcomes, ...second.push(body.subarray(place.bytes)), ...second.end()];
}

describe("a delivery that is entered where another reader left it", () => {
  it.each(layouts)("has the same records in the same lines: $layout", ({ source, text }) => {
    const body = Buffer.from(text.repeat(3));
    const whole = outcomesOf(body, source, afterCalls);
    expect(whole.length).toBeGreaterThan(20);
    let entered = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (pieceBytes, part) => {
        const outcomes = readInTwo(body, source, pieceBytes, Math.ceil((body.length / pieceBytes) * part));
        if (!outcomes) return;
        entered++;
        expect(outcomes).toEqual(whole);
      }),
      { numRuns: 60 },
    );
    expect(entered).toBeGreaterThan(0);
  });

  it.each(readdirSync("test/fixtures/cdr-samples/edge").filter((name) => /\.(csv|ndjson|txt|log|json)$/.test(name)))(
    "has the same lines in every way to cut records, also of what is damaged: %s",
    (name) => {
      const body = Buffer.from(edge(name), "latin1");
      for (const cut of ["lines", "json", "objects", "xml", "blocks"] as const) {
        const whole = cutterOf(cut);
        const all = [...whole.push(body), ...whole.end()];
        for (const pieceBytes of [7, 100, 999])
          for (let stop = 0; stop < body.length; stop += pieceBytes * 3) {
            const first = cutterOf(cut);
            const lines = [];
            for (let at = 0; at < stop; at += pieceBytes)
              lines.push(...first.push(body.subarray(at, Math.min(stop, at + pieceBytes))));
            const place = first.place();
            if (!place) continue;
            const second = cutterOf(cut, place);
            expect([...lines, ...second.push(body.subarray(place.bytes)), ...second.end()]).toEqual(all);
          }
      }
    },
  );
});
