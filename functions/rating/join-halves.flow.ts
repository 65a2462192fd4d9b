import type { CdrBatch, HalfCall, ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import { halfName, type KeptHalf, keepHalf, keptHalves } from "../intake/half-call.store.ts";
import { joinedCall } from "../intake/half-call.ts";
import { transact } from "../platform/table.ts";
import { afterLostRace, anyShard, changesOf, parkedAs, takeOut } from "../suspense/park.flow.ts";
import { suspendLine } from "../suspense/suspended.ts";
import { rowWrites } from "../suspense/suspense.store.ts";

/**
 * Joins halves of calls that came apart. Each half is kept before its other half is looked for, so that of two that come
 * at once at least one finds both; both may, and then make the same record of the same delivery, which is charged once.
 */

interface Joined {
  cdr: SwitchCdr;
  /** The INVITE's, whoever joins. */
  delivery: string;
  source: string;
  suspendedIds: string[];
}

export interface JoinedBatch {
  calls: Joined[];
  /** Lines to write to suspense. */
  parked: ParkedLine[];
  /** Halves that wait; their rows stand already. */
  waiting: ParkedLine[];
}

interface Own {
  batch: CdrBatch;
  line: ParkedLine;
  half: HalfCall;
}

/** The half, its row and at most two counts each, in one transaction of at most 100. */
const atOnce = 25;

async function keepAll(halves: readonly Own[], at: number): Promise<Map<string, KeptHalf>> {
  const unique = [...new Map(halves.map((own) => [halfName(own.half), own])).values()];
  for (let tries = 0; ; ) {
    const known = await keptHalves(unique.map(({ half }) => half));
    const missing = unique.filter(({ half }) => !known.has(halfName(half))).slice(0, atOnce);
    if (missing.length === 0) return known;
    const rows = missing.map(({ batch, line }) => suspendLine(line, batch, { waitsFor: null, nextTryAt: null }, at));
    const kept = missing.map(({ batch: { source, delivery }, half }, i) =>
      keepHalf({ half, source, delivery, suspendedId: rows[i]?.id ?? "" }, at),
    );
    const changes = await changesOf(new Map(rows.map((row) => [row.id, parkedAs(row)])), anyShard());
    try {
      await transact([...kept, ...rowWrites(changes)]);
      tries = 0;
    } catch (error) {
      // Another lane keeps one of them at this moment: look again.
      await afterLostRace(error, ++tries);
    }
  }
}

const otherOf = ({ call, half }: HalfCall) => ({
  call,
  half: half === "INVITE" ? ("BYE" as const) : ("INVITE" as const),
});

function joinOne(one: KeptHalf, other: KeptHalf | undefined): Joined | undefined {
  const cdr = other && joinedCall(one.half, other.half);
  if (!other || !cdr) return undefined;
  const begun = one.half.half === "INVITE" ? one : other;
  const { delivery, source } = begun;
  return { cdr, delivery, source, suspendedIds: [one.suspendedId, other.suspendedId] };
}

/** @returns what became of the parked lines of each batch, in their order */
export async function joinHalves(batches: readonly CdrBatch[], at: number): Promise<JoinedBatch[]> {
  const halves = batches.flatMap((batch) =>
    batch.parked.flatMap((line): Own[] => (line.half ? [{ batch, line, half: line.half }] : [])),
  );
  const kept = await keepAll(halves, at);
  const others = await keptHalves(halves.map(({ half }) => otherOf(half)));
  return batches.map(({ parked }) => {
    const joined: JoinedBatch = { calls: [], parked: [], waiting: [] };
    for (const line of parked) {
      const own = line.half && kept.get(halfName(line.half));
      const call = own && joinOne(own, others.get(halfName(otherOf(own.half))));
      // A BYE before its INVITE is a clock that was set. Its halves stay in sight; no length is made up.
      if (call && call.cdr.billableMs >= 0) joined.calls.push(call);
      else (own ? joined.waiting : joined.parked).push(line);
    }
    return joined;
  });
}

/** Takes the halves of charged calls out of suspense. They stay kept, so that a half that comes again finds its call. */
export async function releaseHalves(calls: readonly Joined[]): Promise<void> {
  await takeOut(calls.flatMap(({ suspendedIds }) => suspendedIds));
}
