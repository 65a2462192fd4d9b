import { createHash } from "node:crypto";
import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { type FileAddress, getFile, putFile, removeFile } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { keys } from "../platform/keys.ts";
import { put, queryPage, remove, type Write, write } from "../platform/table.ts";
import { dayMs } from "../time/day.ts";
import { type FoundCall, foundCall, type PlacedCall } from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import { dayObject } from "./cdr.store.ts";
import { type Corrections, correctionsOfDay } from "./correction.store.ts";
import { overlayOf } from "./correction.ts";
import { type DayHead, type DayObject, type DayPart, openPart, readHead } from "./day-object.ts";
import { dayName, dayNamed } from "./day-set.ts";
import type { PackedCalls } from "./packed-calls.ts";

/** The files of days' calls. None is ever written over: a day points at another one, and what it pointed at stays a while. */

const addressOf = (key: string): FileAddress => ({ bucket: "files", key });

/** Read whole: a day of some ten thousand calls. Of larger files only the parts that are wanted. */
const wholeBytes = 1_048_576;
const keptFiles = 4;
/** The files that were read last, by key. What a key names never changes. */
const kept = new Map<string, Held>();

/** What is here of a file: all of it, or its head. */
interface Held {
  head: DayHead;
  bytes: Uint8Array;
}

/** What re-rating changed, by block. */
type Overlays = ReadonlyMap<string, ReturnType<typeof overlayOf>>;

function keep(key: string, file: Held): Held {
  kept.delete(key);
  kept.set(key, file);
  for (const oldest of kept.keys()) if (kept.size > keptFiles) kept.delete(oldest);
  return file;
}

/** A file that its day names and that is not there, or not as it was written. */
export class DayFileLost extends Error {}

async function bytesOf(key: string, from: number, until: number): Promise<Uint8Array> {
  const bytes = await getFile(addressOf(key), { fromByte: from, toByte: until - 1 });
  if (bytes?.length !== until - from) throw new DayFileLost(`${key} has not the ${until} bytes that its day says`);
  return bytes;
}

/** A day's file, opened. */
export class DayFile {
  readonly head: DayHead;
  private readonly account: string;
  private readonly object: DayObject;
  private readonly overlays: Overlays;
  /** What is here of the file, and where it begins there. */
  private held: { from: number; bytes: Uint8Array };

  constructor(account: string, object: DayObject, { head, bytes }: Held, overlays: Overlays) {
    this.account = account;
    this.object = object;
    this.overlays = overlays;
    this.head = head;
    this.held = { from: 0, bytes };
  }

  private has = ({ from, until }: DayPart): boolean =>
    from >= this.held.from && until <= this.held.from + this.held.bytes.length;

  /** What lies next to a part comes along while it fits into what is read at once. @param next where the reader will go on */
  private async open(part: DayPart, next: "older" | "newer"): Promise<PackedCalls> {
    if (!this.has(part)) {
      const first = next === "older" ? part.from : Math.min(part.from, Math.max(0, part.until - wholeBytes));
      const until = next === "newer" ? part.until : Math.max(part.until, part.from + wholeBytes);
      const end = Math.min(this.object.bytes, until);
      this.held = { from: first, bytes: await bytesOf(this.object.key, first, end) };
    }
    const { from, bytes } = this.held;
    return openPart(this.account, bytes.subarray(part.from - from, part.until - from), part);
  }

  /** The calls of a part, the newest first. @param next where the reader will go on */
  async calls(part: DayPart, next: "older" | "newer" = "older"): Promise<PlacedCall[]> {
    const calls = (await this.open(part, next)).all();
    if (this.overlays.size === 0) return calls;
    return calls.map((call) => {
      const overlay = this.overlays.get(call.block);
      return overlay ? { ...call, row: overlay(call.row, call.index) } : call;
    });
  }

  /** Those of them that pass a filter. */
  async found(part: DayPart, isWanted: (call: SeenCall) => boolean): Promise<FoundCall[]> {
    if (this.overlays.size === 0) return (await this.open(part, "older")).found(isWanted);
    return (await this.calls(part)).filter(({ row }) => isWanted(row)).map(foundCall);
  }
}

async function held({ key, bytes: size, head: headBytes }: DayObject): Promise<Held> {
  const known = kept.get(key);
  if (known) return keep(key, known);
  const bytes = await bytesOf(key, 0, size <= wholeBytes ? size : headBytes);
  return keep(key, { head: readHead(bytes, headBytes), bytes });
}

/**
 * A day's file for reading. Its rows are as they were posted, for good; what was corrected since lies over them.
 * @param known what was corrected of the day, where that is known
 * @throws DayFileLost
 */
export async function openDayFile(
  account: string,
  day: number,
  object: DayObject,
  known?: Corrections,
): Promise<DayFile> {
  const [file, corrections] = await Promise.all([held(object), known ?? correctionsOfDay(account, day)]);
  const overlays = new Map([...corrections].map(([block, of]) => [block, overlayOf(of)]));
  return new DayFile(account, object, file, overlays);
}

/** The same without what was corrected: the calls as they were posted. @throws DayFileLost */
export const openPostedFile = async (account: string, object: DayObject): Promise<DayFile> =>
  new DayFile(account, object, await held(object), new Map());

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Longer than the table can be restored to an earlier moment (35 days): whatever moment that is, the files that its days
 * name are there.
 */
const keptMs = 40 * dayMs;

/** A file that is looked at again at an instant: it goes unless its day names it. */
const watched = (account: string, day: number, key: string, at: number): Write => {
  const date = dayName(day);
  return put({ ...keys.watchedDayFile(isoInstant(at + keptMs), key), account, date, key });
};

/** Writes a file under a key of its own. Nothing points at it yet, and if nothing ever does, it goes. @param at now, epoch ms */
export async function putDayFile(
  account: string,
  day: number,
  { bytes, head }: { bytes: Uint8Array; head: number },
  at: number,
): Promise<Pick<DayObject, "key" | "bytes" | "head" | "sha256">> {
  const key = `calls/${account}/${dayName(day)}/${newId("dayFile")}`;
  await write(watched(account, day, key, at));
  await putFile(addressOf(key), bytes, "application/octet-stream");
  return { key, bytes: bytes.length, head, sha256: hashOf(bytes) };
}

/** Every byte of a file, read from where it is kept. @throws DayFileLost where it is not what was written */
export async function readDayFile({ key, sha256 }: Pick<DayObject, "key" | "sha256">): Promise<Uint8Array> {
  const bytes = await getFile(addressOf(key));
  if (!bytes || hashOf(bytes) !== sha256) throw new DayFileLost(`${key} is not what was written`);
  return bytes;
}

/** Has a day point at a file, unless it points at another one by now. @param at now, epoch ms */
export function pointAt(account: string, day: number, object: DayObject, was: DayObject | undefined, at: number) {
  const pointer: Write = {
    kind: "update",
    key: keys.trafficDay(account, dayName(day)),
    change: "SET #object = :object, #file = :file",
    values: { object, file: object.key, ...(was ? { was: was.key } : {}) },
    when: { expression: `attribute_exists(#pk) AND ${was ? "#file = :was" : "attribute_not_exists(#file)"}` },
  };
  return [pointer, ...(was ? [watched(account, day, was.key, at)] : [])];
}

const Watched = z.object({
  pk: z.string(),
  sk: z.string(),
  account: z.string(),
  date: z.string(),
  key: z.string(),
});

/** Takes away files that no day names any more, a page of those whose time is up. @param at now, epoch ms */
export async function removeOldDayFiles(at: number): Promise<void> {
  const { pk, sk } = keys.watchedDayFile(isoInstant(at), "");
  for (const item of (await queryPage({ pk, to: sk, limit: 100 })).items) {
    const { account, date, key, ...place } = Watched.parse(item);
    const object = await dayObject(account, dayNamed(date));
    if (object?.key !== key) await removeFile(addressOf(key));
    await write(remove(place));
  }
}
