import type { HalfCall, ParkedLine } from "../../cdrs/cdr.ts";
import { isoInstant } from "../../platform/clock.ts";
import { callOfTags, joinedCall } from "../half-call.ts";
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

/** Halves that one delivery holds for each other; beyond them the oldest leave, and are joined where they are kept. */
const mostWaiting = 50_000;

/** INVITEs and BYEs of one delivery, in either order, each waiting for the other. */
export class TransactionPairs {
  readonly #waiting = new Map<string, { half: HalfCall; parked: ParkedLine }>();

  /** The call, or what had to leave; nothing while the half waits. A second INVITE of a call changes it and is no call. */
  take(record: RawRecord, half: HalfCall): Reading[] {
    const other = this.#waiting.get(half.call);
    const call = other && joinedCall(other.half, half);
    if (call) {
      this.#waiting.delete(half.call);
      return [call];
    }
    if (!other) this.#waiting.set(half.call, { half, parked: parkedHalf(record, half) });
    return this.#waiting.size > mostWaiting ? this.#oldest() : [];
  }

  isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  end(): ParkedLine[] {
    const left = [...this.#waiting.values()].map(({ parked }) => parked);
    this.#waiting.clear();
    return left;
  }

  #oldest(): ParkedLine[] {
    const [first] = this.#waiting;
    if (!first) return [];
    this.#waiting.delete(first[0]);
    return [first[1].parked];
  }
}

function parkedHalf(record: RawRecord, half: HalfCall): ParkedLine {
  const at = isoInstant(half.cdr.answeredMs ?? half.cdr.setupMs);
  const detail =
    half.half === "INVITE"
      ? `The call was answered at ${at}; the BYE that ends it has not come.`
      : `The BYE came at ${at}; the INVITE that began the call has not.`;
  return { ...park(record, "WAITING_FOR_BYE", detail), half };
}

/** The record of a transaction. Of several failed branches of one INVITE each is an attempt, told apart by its to-tag. */
export function transactionCall(
  source: CdrSource,
  record: RawRecord,
  transaction: Transaction,
  pairs: TransactionPairs,
): Reading | Reading[] {
  const { method, code, callId, fromTag, toTag, ask } = transaction;
  if (method !== "INVITE" && method !== "BYE") return undefined;
  if (callId === "" || fromTag === "") return park(record, "MALFORMED", "call_id or from_tag is missing.");
  const atMs = millisOf(transaction.at);
  if (atMs === undefined || atMs < 0) return park(record, "MALFORMED", "timestamp is not seconds since 1970.");
  const failed = method === "INVITE" && (code === null || code >= 300);
  const setupMs = (method === "INVITE" ? millisOf(ask("setup") ?? "") : undefined) ?? atMs;
  const cdr = cdrOf(source, record.line, {
    callId,
    leg: failed && toTag !== "" ? `${fromTag};${toTag}` : fromTag,
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
  return pairs.take(record, { call, half: method, cdr });
}
