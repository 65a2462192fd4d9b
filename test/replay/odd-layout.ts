import { type CdrFormat, cdrOf, park, type RawRecord } from "../../functions/intake/formats/format.ts";
import { formats } from "../../functions/intake/formats/formats.ts";
import type { CdrSource } from "../../functions/intake/source.ts";

/**
 * A layout whose first parser has a fault for every way in which a fix can change what was read:
 * `kind|call id|account|called number|setup, epoch seconds|seconds|cause`. The kind says which field version 1 misreads.
 */

const place = "vos-json";

/** What version 1 makes of a line of each kind; version 2 reads all of them right. */
export const kinds = ["right", "unreadable", "passed-over", "identity", "content", "account", "cause", "lost"] as const;
export type Kind = (typeof kinds)[number];

function read(source: CdrSource, record: RawRecord, version: number) {
  const [kind = "", callId = "", account = "", cld = "", setup = "", seconds = "", cause = ""] = record.text.split("|");
  if (record.text === "") return undefined;
  const old = version === 1;
  if (old && kind === "passed-over") return undefined;
  if (old && kind === "unreadable") return park(record, "MALFORMED", "Version 1 does not know this kind.");
  if (!old && kind === "lost") return park(record, "MALFORMED", "Version 2 sees that this is no call.");
  const setupMs = Number(setup) * 1000;
  const talk = old && kind === "content" ? Number(seconds) * 2 : Number(seconds);
  const known = old && kind === "account" ? `${account}-unknown` : account;
  return cdrOf(source, record.line, {
    callId: old && kind === "identity" ? `${callId}-misread` : callId,
    leg: "a",
    setupMs,
    answeredMs: setupMs,
    endedMs: setupMs + talk * 1000,
    billableMs: talk * 1000,
    precision: "s",
    durationSource: "seconds",
    cldReceived: cld,
    accountCode: known,
    causeText: old && kind === "cause" ? "misread" : cause,
  });
}

/** Has sources of `vos-json` read the odd layout until the returned function is called. */
export function useParser(version: 1 | 2): () => void {
  const before = formats[place];
  const odd: CdrFormat = {
    records: "lines",
    parserVersion: version,
    open: (source) => ({ read: (record) => read(source, record, version) }),
  };
  formats[place] = odd;
  return () => {
    formats[place] = before;
  };
}

export const oddLayout = place;
