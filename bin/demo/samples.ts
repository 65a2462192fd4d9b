import type { Sample } from "../../local/gateway/front-door.ts";
import { seededRandom } from "./calls.ts";
import { callersOf, freshCall, type Switch, textOf } from "./deliver.ts";

/** CDR files to try the intake with: calls of the demo's own customers in the last two hours, new at every start. */

const files: readonly { via: Switch; name: string; description: string }[] = [
  { via: "fs1", name: "freeswitch.json", description: "FreeSWITCH mod_json_cdr, 40 calls" },
  { via: "pbx1", name: "Master.csv", description: "Asterisk Master.csv, 40 calls" },
  { via: "kam1", name: "kamailio.ndjson", description: "Kamailio acc_json, 40 calls" },
  { via: "sbc1", name: "sbc-with-faults.csv", description: "Generic CSV, 40 calls, a broken line and a cut-off end" },
];

const callsInFile = 40;
const spreadMs = 7_200_000;

function sampleText(via: Switch, accounts: Map<string, string>, at: number): string {
  const callers = callersOf(via, accounts);
  const random = seededRandom(at + via.length);
  const calls = Array.from({ length: callsInFile }, (_, n) => {
    const endedMs = at - spreadMs + Math.floor((spreadMs / callsInFile) * n);
    return freshCall(random, callers, endedMs);
  });
  const text = textOf(via, calls);
  return via === "sbc1" ? `${text}this line is no record\n${text.trimEnd().slice(-90)}` : text;
}

export function sampleFiles(sources: Map<string, string>, accounts: Map<string, string>, at: number): Sample[] {
  return files.map(({ via, name, description }) => ({
    name,
    url: `/local/samples/${name}`,
    source: sources.get(via) ?? "",
    description,
    text: sampleText(via, accounts, at),
  }));
}
