import { createHash } from "node:crypto";
import type { SwitchCdr } from "../cdrs/cdr.ts";
import { identityOf } from "../cdrs/identity.ts";
import { withBytes } from "../kept/keep-delivery.flow.ts";
import { keptAs } from "../kept/kept-as.ts";
import { refusedKey } from "../kept/kept-delivery.ts";
import { putFile } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { putBatches } from "../platform/put-records.ts";
import { inflate, maxInflatedBytes, UnreadableRecord } from "../platform/stream.ts";
import type { Outcome } from "./checked.ts";
import { isParked } from "./formats/format.ts";
import { lanedBatches } from "./lane.flow.ts";
import { outcomesOf, sorted } from "./normalise.ts";
import type { CdrSource } from "./source.ts";
import { countDelivery, type Delivered } from "./source-day.store.ts";
import { joinedOutcomes } from "./whole-call.ts";

/** Parked lines that an answer names; Lambda sends 6 MB at most. All of them are kept. */
const mostListed = 10_000;

export interface Receipt {
  accepted: number;
  duplicates: number;
  parked: { line: number; reason: string }[];
}

/** Records of one delivery that say the same of the same call; what else is known of a call, its posting finds out. */
function duplicatesIn(cdrs: readonly SwitchCdr[]): number {
  const seen = new Set<string>();
  for (const { line: _line, ...cdr } of cdrs) seen.add(`${identityOf(cdr)}${JSON.stringify(cdr)}`);
  return cdrs.length - seen.size;
}

/** Whether there is a record in it at all, however odd. */
const isReadable = (outcomes: readonly Outcome[]) =>
  outcomes.length === 0 ||
  outcomes.some((outcome) => !isParked(outcome) || (outcome.reason !== "MALFORMED" && outcome.reason !== "TRUNCATED"));

export const newestOf = (cdrs: readonly SwitchCdr[]): number | undefined => {
  const newest = cdrs.reduce((latest, cdr) => Math.max(latest, cdr.endedMs ?? cdr.setupMs), 0);
  return newest > 0 ? newest : undefined;
};

/**
 * Adds to the numbers of the intake page. The records are durable by now: a count that fails must not make the switch
 * send them again.
 */
export async function noteDelivery(delivered: Delivered, atMs: number): Promise<void> {
  await countDelivery(delivered, atMs).catch((error: unknown) =>
    log.warn("a delivery was not counted", { source: delivered.source, error }),
  );
}

/** Keeps a body of which nothing could be read, under its content, so that repeated tries are one object. */
async function keepUnreadable(body: Uint8Array, source: CdrSource, atMs: number): Promise<void> {
  const digest = createHash("sha256").update(body).digest("hex");
  await putFile({ bucket: "files", key: refusedKey(source.id, atMs, digest) }, body, "application/octet-stream");
  await noteDelivery({ source: source.id, delivery: digest, accepted: 0, duplicates: 0, parked: 0, refused: 1 }, atMs);
}

/** What the body says once inflated, where a collector packed it; nothing readable where it does not inflate. */
function outcomesIn(body: Uint8Array, source: CdrSource, atMs: number): Outcome[] | undefined {
  try {
    return outcomesOf(inflate(body), source, atMs);
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error;
    if (error.isTooMuch)
      throw new Problem(
        "too_large",
        `The body inflates to more than ${maxInflatedBytes} bytes. Send fewer records, or upload a file.`,
      );
    return undefined;
  }
}

/**
 * Takes what a switch posted. It returns when every record, parked ones too, is on the stream.
 * @throws Problem bad_request when nothing can be read (the bytes are kept), too_large for a body that inflates beyond
 * measure, unavailable when the stream refuses.
 */
export async function takeDelivery(body: Uint8Array, source: CdrSource, atMs: number): Promise<Receipt> {
  const outcomes = outcomesIn(body, source, atMs);
  if (!outcomes || !isReadable(outcomes)) {
    await keepUnreadable(body, source, atMs);
    throw new Problem("bad_request", `Nothing of the body can be read as ${source.format}. It was kept as it came.`);
  }
  const delivery = newId("delivery");
  const named = { source: source.id, delivery };
  const whole = { ...named, part: 0, ...sorted(outcomes), kept: keptAs(source, atMs, body) };
  await putBatches(await withBytes(await lanedBatches(outcomes, source, named, { atMs, part: 0 }), whole));
  const calls = joinedOutcomes(outcomes, source, atMs);
  const cdrs = calls.filter((outcome): outcome is SwitchCdr => !isParked(outcome));
  const parked = calls.filter(isParked);
  const duplicates = duplicatesIn(cdrs);
  const counts = { accepted: cdrs.length - duplicates, duplicates, parked: parked.length, refused: 0 };
  await noteDelivery({ source: source.id, delivery, ...counts, newestCallMs: newestOf(cdrs) }, atMs);
  return {
    accepted: counts.accepted,
    duplicates,
    parked: parked.slice(0, mostListed).map(({ line, reason }) => ({ line, reason })),
  };
}
