import { auditEntry } from "../audit/audit.store.ts";
import { allows, type Principal } from "../auth/access.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { changeRows, type Decide } from "./park.flow.ts";
import type { Suspended } from "./suspended.ts";
import { getSuspended, suspendedRows } from "./suspense.store.ts";
import { type SuspenseFilter, type SuspensePlace, suspensePage } from "./suspense-page.store.ts";
import type { RowChange } from "./waiting.ts";
import { goneWord } from "./waiting-record.flow.ts";
import { type Act, auditOf, takeBack, writeOff } from "./write-off.ts";
import { takeBackCharged, takenBackLine } from "./written-off.flow.ts";

/** Writes records off and takes them back. Row, counts and audit are one transaction, so neither says what the others do not. */

/** A gateway gives 29 s: 20 of work leave room for the last page. */
const workMs = 20_000;
const recordsAtOnce = 200;

/** Giving up a charge, or wanting it again, is a matter of money as well as of intake. */
function mayDecide(principal: Principal): void {
  if (!allows(principal, "intake:write")) throw new Problem("forbidden", "This needs the permission intake:write.");
}

const actOf = ({ id }: Principal): Act => ({ by: id, at: now() });

const writtenOffLine =
  (note: string, actor: Principal, at: number) =>
  (changes: readonly RowChange[]): Write[] => {
    const { told, notes: _none, ...about } = auditOf(changes);
    return [auditEntry({ actor, action: "suspense.write-off", ...about, after: { note, ...told } }, at)];
  };

async function nowIn(id: string): Promise<Suspended> {
  const record = await getSuspended(id);
  if (!record) throw new Problem("not_found", goneWord);
  return record;
}

/**
 * Gives one record up. Asked again it changes nothing: the first reason stays.
 * @throws Problem not_found, forbidden, conflict for a call that was charged meanwhile
 */
export async function writeOffOne(id: string, note: string, principal: Principal): Promise<Suspended> {
  mayDecide(principal);
  const act = actOf(principal);
  await changeRows(new Map([[id, writeOff(note, act)]]), writtenOffLine(note, principal, act.at));
  const record = await nowIn(id);
  const charged = await takeBackCharged([record]);
  if (charged.size > 0) throw new Problem("conflict", "The call was charged meanwhile. The record goes by itself.");
  return record;
}

/** Takes one record back; it waits again and is tried within a minute. @throws Problem not_found, forbidden */
export async function takeBackOne(id: string, principal: Principal): Promise<Suspended> {
  mayDecide(principal);
  const act = actOf(principal);
  await changeRows(new Map([[id, takeBack(act)]]), takenBackLine(principal, act.at));
  return nowIn(id);
}

/** Where the work on a filter goes on: with what had come when it began. */
export interface ActPlace {
  place: SuspensePlace;
  /** ISO 8601. */
  until: string;
}

export interface Chosen extends Omit<SuspenseFilter, "state"> {
  ids?: readonly string[] | undefined;
  most?: number | undefined;
  from?: ActPlace | undefined;
}

export interface ActReport {
  /** Records that were written off, or taken back. */
  changed: number;
  /** Records of the choice that were left as they are: gone, in that state already, or come after it began. */
  left: number;
  next: ActPlace | undefined;
}

type Change = (ids: readonly string[], until: string | undefined) => Promise<number>;

async function overAll({ ids, most, from, ...filter }: Chosen, state: "WAITING" | "WRITTEN_OFF", change: Change) {
  const began = now();
  const until = from?.until ?? isoInstant(began);
  const report: ActReport = { changed: 0, left: 0, next: undefined };
  const work = async (some: readonly string[]) => {
    const changed = await change(some, ids ? undefined : until);
    report.changed += changed;
    report.left += some.length - changed;
  };
  if (ids) {
    await work([...new Set(ids)]);
    return report;
  }
  let place = from?.place;
  do {
    const page = await suspensePage({ ...filter, state }, recordsAtOnce, place);
    await work(page.items.map(({ id }) => id));
    place = page.after;
  } while (place && now() < began + workMs && report.changed + report.left < (most ?? Number.POSITIVE_INFINITY));
  return { ...report, next: place && { place, until } };
}

const decided = (ids: readonly string[], decide: Decide) => new Map(ids.map((id) => [id, decide]));

/**
 * Gives up the records, or all of a filter that had come when it began, as far as the time goes.
 * @returns also where to go on
 */
export async function writeOffAll(chosen: Chosen, note: string, principal: Principal): Promise<ActReport> {
  mayDecide(principal);
  return overAll(chosen, "WAITING", async (ids, until) => {
    const act = actOf(principal);
    const changed = await changeRows(decided(ids, writeOff(note, act, until)), writtenOffLine(note, principal, act.at));
    const charged = await takeBackCharged([...(await suspendedRows(ids)).values()]);
    return changed - charged.size;
  });
}

/** Takes the records back, or all of a filter, as far as the time goes. @returns also where to go on */
export async function takeBackAll(chosen: Chosen, principal: Principal): Promise<ActReport> {
  mayDecide(principal);
  return overAll(chosen, "WRITTEN_OFF", (ids) => {
    const act = actOf(principal);
    return changeRows(decided(ids, takeBack(act)), takenBackLine(principal, act.at));
  });
}
