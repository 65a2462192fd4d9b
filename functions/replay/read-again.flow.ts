import { outcomesOf } from "../intake/normalise.ts";
import type { CdrSource } from "../intake/source.ts";
import { getUpload } from "../intake/upload.store.ts";
import { keptDeliveries, keptObjects } from "../kept/kept.store.ts";
import { againKey, bytesOf, type KeptDelivery, type KeptObject, keptObject } from "../kept/kept-delivery.ts";
import { getFile } from "../platform/files.ts";
import { inflate, UnreadableRecord } from "../platform/stream.ts";
import { ReadingsByLine } from "./kept-lines.ts";
import { rereadFile } from "./read-file-again.flow.ts";
import type { ReplayPlace, Reread, RereadPart } from "./reread.ts";

/** Reads again what is kept of a day, part by part, in an order in which another run can go on. */

/** Records after which a part is settled. */
const recordsAtOnce = 1000;

type Unit =
  | { kind: "pack" | "body"; name: string; again: string[]; modifiedMs: number }
  | { kind: "upload"; name: string; upload: string; objects: Extract<KeptObject, { lines: unknown }>[] };

/**
 * The objects of a folder, those that belong together as one unit, in the order of their names.
 * @param upload only what belongs to this one
 */
export async function unitsIn(folder: string, upload = ""): Promise<Unit[]> {
  const units = new Map<string, Unit>();
  for await (const { key, modifiedMs } of keptObjects(folder + upload)) {
    const object = keptObject(key);
    if ("upload" in object) {
      const name = folder + object.upload;
      const unit = units.get(name);
      if (unit?.kind === "upload") unit.objects.push(object);
      else units.set(name, { kind: "upload", name, upload: object.upload, objects: [object] });
    } else if (object.kind === "again") {
      const unit = units.get(object.of);
      if (unit && unit.kind !== "upload") unit.again.push(key);
    } else units.set(key, { kind: object.kind, name: key, again: [], modifiedMs });
  }
  return [...units.values()];
}

/** A producer may give many deliveries one name; when it came tells them apart. */
const nameOf = ({ delivery, kept }: KeptDelivery): string => `${delivery} ${kept.at}`;

async function replayedSince(keys: readonly string[]): Promise<Map<string, KeptDelivery[]>> {
  const all = new Map<string, KeptDelivery[]>();
  for (const key of keys)
    for await (const one of keptDeliveries(key)) all.set(nameOf(one), [...(all.get(nameOf(one)) ?? []), one]);
  return all;
}

const everyLine = { from: 1, to: Number.POSITIVE_INFINITY };

function reread(kept: KeptDelivery, since: readonly KeptDelivery[], source: CdrSource): Reread {
  const readings = new ReadingsByLine();
  readings.add(kept, "before");
  for (const one of since) readings.add(one, "since");
  const now = outcomesOf(inflate(bytesOf(kept.kept.raw ?? "")), source, kept.kept.at);
  return { delivery: kept.delivery, at: kept.kept.at, lines: readings.beside(now, everyLine) };
}

/** A body of which nothing could be read, as a delivery without readings. */
async function* refusedBody(key: string, source: CdrSource, at: number): AsyncGenerator<KeptDelivery> {
  const bytes = await getFile({ bucket: "files", key });
  const delivery = key.split("/").at(-1) ?? key;
  const read = { at, format: source.format, parserVersion: 0, sourceVersion: 0 };
  const raw = Buffer.from(bytes ?? []).toString("latin1");
  if (bytes) yield { source: source.id, delivery, part: 0, cdrs: [], parked: [], kept: { ...read, raw } };
}

/** What does not inflate cannot be read by any parser. */
function rereadIfPossible(kept: KeptDelivery, since: readonly KeptDelivery[], source: CdrSource): Reread[] {
  try {
    return [reread(kept, since, source)];
  } catch (error) {
    if (error instanceof UnreadableRecord) return [];
    throw error;
  }
}

/** Deliveries that the stream brought twice stand in objects beside one another; so many are remembered. */
const mostSeen = 200_000;

/** Whether a delivery comes for the first time. */
function isFirst(kept: KeptDelivery, seen: Set<string>): boolean {
  const name = nameOf(kept);
  if (seen.has(name)) return false;
  if (seen.size >= mostSeen) seen.clear();
  seen.add(name);
  return true;
}

interface Rereading {
  source: CdrSource;
  /** Names what is read, for replays to come. */
  replay: string;
}

async function* rereadObject(
  unit: Extract<Unit, { again: string[] }>,
  { source, replay }: Rereading,
  seen: Set<string>,
): AsyncGenerator<RereadPart> {
  const since = await replayedSince(unit.again);
  const kept = unit.kind === "pack" ? keptDeliveries(unit.name) : refusedBody(unit.name, source, unit.modifiedMs);
  const partOf = (rereads: Reread[], part: number, next?: ReplayPlace): RereadPart => ({
    rereads,
    againKey: againKey(unit.name, replay, part),
    next,
    deliveries: rereads.length,
    filesLeft: 0,
  });
  let part = 0;
  let held: Reread[] = [];
  let records = 0;
  for await (const one of kept) {
    const read = rereadIfPossible(one, since.get(nameOf(one)) ?? [], source);
    if (isFirst(one, seen)) held.push(...read);
    records += read.reduce((sum, { lines }) => sum + lines.length, 1);
    if (records < recordsAtOnce) continue;
    yield partOf(held, part++);
    held = [];
    records = 0;
  }
  yield partOf(held, part, { after: unit.name });
}

/** Reads what is kept in the units behind a place again. */
export async function* rereadUnits(
  units: readonly Unit[],
  from: ReplayPlace | undefined,
  { source, replay }: Rereading,
): AsyncGenerator<RereadPart> {
  const seen = new Set<string>();
  for (const unit of units) {
    if (from && unit.name <= from.after) continue;
    if (unit.kind !== "upload") yield* rereadObject(unit, { source, replay }, seen);
    else {
      const upload = await getUpload(unit.upload);
      const at = from?.file?.upload === unit.upload ? from.file : undefined;
      if (upload) yield* rereadFile({ ...unit, upload, source, replay }, at);
    }
  }
}
