import * as z from "zod";
import { causes } from "../cdrs/cause.ts";
import type { SuspenseReason, SwitchCdr } from "../cdrs/cdr.ts";
import { blockOf, parseNetwork } from "../devices/ip-network.ts";
import { aheadMs } from "../intake/plausible.ts";
import type { CdrSource } from "../intake/source.ts";
import { isoInstant } from "../platform/clock.ts";

/**
 * When a record in suspense is tried again by itself: when its cause changes, or at an instant. What neither can mend
 * waits for a person.
 */
export interface Wait {
  /** A name of `causes`. */
  waitsFor: string | null;
  /** ISO 8601. */
  nextTryAt: string | null;
}

/** Whatever was being tried at an instant has come to its end by then, and says so in marks and rows. */
export const triesEndMs = 5 * 60_000;

export const forPerson: Wait = { waitsFor: null, nextTryAt: null };
const forCause = (waitsFor: string): Wait => ({ waitsFor, nextTryAt: null });
const until = (epochMs: number): Wait => ({ waitsFor: null, nextTryAt: isoInstant(epochMs) });

const minuteMs = 60_000;
/** Pauses after a fault of ours: four times as long each, at most a week, so that a lasting fault costs next to nothing. */
const pauseMs = (tries: number): number => Math.min(5 * minuteMs * 4 ** tries, 7 * 24 * 60 * minuteMs);

/** What would make its caller known, by the source's own way of knowing customers. */
function callerCause(cdr: SwitchCdr, source: CdrSource | undefined): string {
  if (source?.customerBy === "account" && cdr.accountCode) return causes.code(cdr.accountCode);
  if (source?.customerBy === "sipUser" && cdr.sipUser) return causes.sipUser(cdr.sipUser);
  const network = source?.customerBy === "ip" && cdr.sourceIp ? parseNetwork(cdr.sourceIp) : undefined;
  const block = network && blockOf(network);
  return block === undefined ? causes.source(cdr.source) : causes.network(block);
}

interface Tried {
  cdr: SwitchCdr;
  source: CdrSource | undefined;
  /** The tariff that had no price. */
  tariffId: string | undefined;
  /** Tries before this one. */
  tries: number;
  /** Now, epoch ms. */
  at: number;
}

export function waitOf(reason: SuspenseReason, { cdr, source, tariffId, tries, at }: Tried): Wait {
  switch (reason) {
    case "UNKNOWN_CUSTOMER":
      return forCause(callerCause(cdr, source));
    case "NO_TARIFF":
    case "NO_RATE":
    case "RATE_BLOCKED":
    case "TARIFF_INVALID":
      return tariffId === undefined ? forPerson : forCause(causes.tariff(tariffId));
    case "CLOCK": {
      const soundAt = cdr.setupMs - aheadMs;
      return soundAt > at ? until(soundAt) : forCause(causes.source(cdr.source));
    }
    case "TOO_LONG":
    case "BAD_NUMBER":
      return forCause(causes.source(cdr.source));
    case "INTERNAL":
      return until(at + pauseMs(tries));
    // The first try finds what was charged and says the difference. None can decide which of the two is right.
    case "CONFLICT":
      return tries === 0 ? until(at) : forPerson;
    case "TOO_OLD":
    case "MALFORMED":
    case "TRUNCATED":
    case "WAITING_FOR_BYE":
      return forPerson;
  }
}

export const WaitView = z
  .object({
    /** CHANGE: as soon as the cause changes. TIME: at `nextTryAt`. PERSON: only when someone decides. */
    by: z.enum(["CHANGE", "TIME", "PERSON"]),
    /** What has to change: a tariff, an account code, a network, a SIP user or a CDR source. */
    cause: z.object({ kind: z.enum(["TARIFF", "CODE", "NETWORK", "SIPUSER", "SOURCE"]), name: z.string() }).nullable(),
    nextTryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SuspenseWait" });
export type WaitView = z.infer<typeof WaitView>;

export function waitView({ waitsFor, nextTryAt }: Wait): WaitView {
  if (nextTryAt !== null) return { by: "TIME", cause: null, nextTryAt };
  if (waitsFor === null) return { by: "PERSON", cause: null, nextTryAt: null };
  const cut = waitsFor.indexOf("#");
  const cause = WaitView.shape.cause.parse({ kind: waitsFor.slice(0, cut), name: waitsFor.slice(cut + 1) });
  return { by: "CHANGE", cause, nextTryAt: null };
}
