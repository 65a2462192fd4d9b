import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { get, put, queryAll, remove, transact, unchanged, type Write, write } from "../platform/table.ts";
import { inParts } from "./traffic-day.store.ts";

/** What the calls of all customers below an owner, the operator or a reseller, come to on a day. */
export const OwnerDay = z.object({
  /** UTC day, `2026-01-31`. */
  date: z.string(),
  /** Zone by whose dates `cells` are put together. */
  zone: z.string(),
  /** Names the parts in full. */
  mark: z.string(),
  parts: z.number().int(),
  /** Whether it is kept in brief, too; a day of before is not. */
  isBrief: z.boolean().default(false),
  /** How many parts it has by the hour. */
  hourParts: z.number().int().default(0),
  /** Packed cells, one place a date and currency. */
  cells: z.instanceof(Uint8Array),
});
export type OwnerDay = z.infer<typeof OwnerDay>;

/** A day that is to be added up again, and by what its last change is known. */
const Owed = z.object({ owner: z.string(), date: z.string(), mark: z.string() });
export type Owed = z.infer<typeof Owed>;

const Member = z.object({ account: z.string(), currency: z.string() });
export type Member = z.infer<typeof Member>;

/**
 * Says that an account's day was counted, to be written with it: whoever adds up the days of its owners must look at it
 * again. Two writes an owner. @param mark is never used twice
 */
export const oweDay = (owners: readonly string[], { account, currency }: Member, date: string, mark: string): Write[] =>
  owners.flatMap((owner) => [
    put({ ...keys.ownerDayAccount(owner, date, account), account, currency }),
    put({ ...keys.ownerDayOwed(owner, date), owner, date, mark }),
  ]);

export const owedDays = (): Promise<Owed[]> => queryAll(Owed, { pk: keys.ownerDayOwed("", "").pk });

/** The accounts with counted calls on an owner's day. */
export const membersOf = ({ owner, date }: Pick<Owed, "owner" | "date">): Promise<Member[]> =>
  queryAll(Member, { pk: keys.ownerDayAccount(owner, date, "").pk });

export const ownerDay = (owner: string, date: string): Promise<OwnerDay | undefined> =>
  get(OwnerDay, keys.ownerDay(owner, date));

/** Days in short from `first` to `last` (`2026-01-31`), both included. */
export function ownerDays(owner: string, first: string, last: string): Promise<OwnerDay[]> {
  const from = keys.ownerDay(owner, first);
  return queryAll(OwnerDay, { ...from, from: from.sk, to: keys.ownerDay(owner, last).sk });
}

/** A transaction may have 4 MB. */
const partsAtOnce = 10;

interface Summed {
  zone: string;
  cells: Uint8Array;
  full: Uint8Array;
  quarters: Uint8Array;
  /** Of the operator's days only. */
  hours: Uint8Array | undefined;
}

/** All that stands beside a day, under its mark. */
function besides({ owner, date, mark }: Owed, { full, quarters, hours }: Summed): Write[] {
  return [
    ...inParts(full).map((bytes, i) => put({ ...keys.ownerCells(owner, date, mark, i), bytes })),
    put({ ...keys.ownerQuarters(owner, date, mark), bytes: quarters }),
    ...(hours ? inParts(hours) : []).map((bytes, i) => put({ ...keys.ownerHours(owner, date, mark, i), bytes })),
  ];
}

/**
 * Puts a day in place of what was there, unless one of its accounts was counted again meanwhile: then the day is still
 * owed, and what was read for it is of no use. Its parts come first, so that the day never names what is not there.
 * @throws WriteRefused condition, for the latter
 */
export async function putOwnerDay(owed: Owed, day: Summed): Promise<void> {
  const { owner, date, mark } = owed;
  const parts = besides(owed, day);
  for (let at = 0; at < parts.length; at += partsAtOnce) await transact(parts.slice(at, at + partsAtOnce));
  const { zone, cells, full, hours } = day;
  const counts = { parts: inParts(full).length, isBrief: true, hourParts: hours ? inParts(hours).length : 0 };
  await transact([
    put({ ...keys.ownerDay(owner, date), date, mark, zone, cells, ...counts }),
    remove(keys.ownerDayOwed(owner, date), unchanged("mark", mark)),
  ]);
}

/** Takes away the parts of a day that was put anew; nothing names them any more. */
export async function clearParts(owner: string, { date, mark, parts, isBrief, hourParts }: OwnerDay): Promise<void> {
  for (let part = 0; part < parts; part++) await write(remove(keys.ownerCells(owner, date, mark, part)));
  for (let part = 0; part < hourParts; part++) await write(remove(keys.ownerHours(owner, date, mark, part)));
  if (isBrief) await write(remove(keys.ownerQuarters(owner, date, mark)));
}

const Part = z.object({ bytes: z.instanceof(Uint8Array) });

/** A day in full: its packed cells; undefined where it was written anew since `day` was read. */
export async function ownerDayInFull(owner: string, { date, mark, parts }: OwnerDay): Promise<Uint8Array | undefined> {
  const { pk, sk } = keys.ownerCells(owner, date, mark, 0);
  const found = await queryAll(Part, { pk, from: sk, to: keys.ownerCells(owner, date, mark, "~").sk });
  return found.length < parts ? undefined : Buffer.concat(found.map(({ bytes }) => bytes));
}

/** A day by the quarter: its packed cells; undefined where it was written anew since `day` was read. */
export const ownerDayQuarters = async (owner: string, { date, mark }: OwnerDay): Promise<Uint8Array | undefined> =>
  (await get(Part, keys.ownerQuarters(owner, date, mark)))?.bytes;

/** A day of the operator by the hour, in the same way. */
export async function ownerDayHours(owner: string, { date, mark, hourParts }: OwnerDay) {
  const { pk, sk } = keys.ownerHours(owner, date, mark, 0);
  const found = await queryAll(Part, { pk, from: sk, to: keys.ownerHours(owner, date, mark, "~").sk });
  return found.length < hourParts ? undefined : Buffer.concat(found.map(({ bytes }) => bytes));
}
