import type { HalfCall, ParkedLine } from "../../cdrs/cdr.ts";
import { isoInstant } from "../../platform/clock.ts";
import { callOfTags } from "../half-call.ts";
import type { CdrSource } from "../source.ts";
import { cdrOf, millisOf, park, partiesOf, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";
import type { Ask } from "./kamailio-call.ts";

/** A transaction that a proxy accounted for: an INVITE that was answered or failed, a BYE, or another request. */
export interface Transaction {
  method: string;
  code: number | null;
  callId: string;
  fromTag: string;
  toTag: string;
  /** When it was answered, as written. */
  at: string;
  ask: Ask;
}

function parkedHalf(record: RawRecord, half: HalfCall): ParkedLine {
  const at = isoInstant(half.cdr.answeredMs ?? half.cdr.setupMs);
  const detail =
    half.half === "INVITE"
      ? `The call was answered at ${at}; the BYE that ends it has not come.`
      : `The BYE came at ${at}; the INVITE that began the call has not.`;
  return { ...park(record, "WAITING_FOR_BYE", detail), half };
}

/**
 * The record of a transaction, or the half of a call, which waits for the other. Of several failed branches of one INVITE
 * each is an attempt, told apart by its to-tag. The proxy's own answer has none; its leg is not the answered branch's all
 * the same, or the attempt, which is written first, would stand for the call.
 */
export function transactionCall(source: CdrSource, record: RawRecord, transaction: Transaction): Reading {
  const { method, code, callId, fromTag, toTag, ask } = transaction;
  if (method !== "INVITE" && method !== "BYE") return undefined;
  if (callId === "" || fromTag === "") return park(record, "MALFORMED", "call_id or from_tag is missing.");
  const atMs = millisOf(transaction.at);
  if (atMs === undefined || atMs < 0) return park(record, "MALFORMED", "timestamp is not seconds since 1970.");
  const failed = method === "INVITE" && (code === null || code >= 300);
  const setupMs = (method === "INVITE" ? millisOf(ask("setup") ?? "") : undefined) ?? atMs;
  const cdr = cdrOf(source, record.line, {
    callId,
    leg: failed ? `${fromTag};${toTag}` : fromTag,
    setupMs,
    answeredMs: failed || method === "BYE" ? null : atMs,
    endedMs: failed || method === "BYE" ? atMs : null,
    billableMs: 0,
    precision: transaction.at.includes(".") ? "ms" : "s",
    durationSource: "end-answer",
    cliReceived: ask("cli") ?? "",
    cldReceived: ask("cld") ?? "",
    ...partiesOf(ask),
    sipCode: sipCodeOf(code === null ? null : String(code)),
    causeText: textOf(ask("cause")),
  });
  if (failed) return cdr;
  const call = callOfTags(source.switch, callId, [fromTag, toTag]);
  return parkedHalf(record, { call, half: method, cdr });
}
