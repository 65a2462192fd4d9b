import { type CallRow, rowBytesAtMost } from "../cdrs/call-row.ts";
import { dayNumber, withDays } from "../cdrs/day-set.ts";
import type { Fingerprint } from "../cdrs/identity.ts";
import { leafFor, type MarkSet, markBytes, windowOf } from "../cdrs/seen.ts";
import type { Nano } from "../money/money.ts";
import type { Place } from "../reconcile/figures.ts";
import { costCellOf } from "../vendor-money/vendor-cost.ts";
import { type BalanceRow, cellOf, move, turnDay } from "./balance.ts";
import type { UsageEntry } from "./entry.ts";
import { passedUp } from "./passed-up.ts";
import type { Reservation } from "./reservation.ts";

/** One transaction of the posting while it fills up. Pure: it knows what was read, decides what will be written. */

/** A rated call and whose it is. The accounts above come with the row. */
export interface PostableCall {
  account: string;
  row: CallRow;
  place: Place;
  /** The customer calls with play money, which is nothing that the reseller above could get. */
  play?: boolean;
}

/** What one consistent read told about the calls to post. */
export interface PostingState {
  balances: Map<string, BalanceRow>;
  /** By `markKey`: the loaded sets of a window by their bits. */
  marks: Map<string, Map<string, MarkSet>>;
  /** By `reservationKey`. */
  reservations: Map<string, Reservation>;
  /** Authorizations of calls whose CDR names none, found by the switch's own id of the call. */
  named: Map<PostableCall, string>;
  /** Calls that were given up as lost, with their authorization: their CDR has come after all. */
  missing: Map<PostableCall, string>;
}

export const markKey = (account: string, setupMs: number): string => `${account} ${windowOf(setupMs)}`;
export const reservationKey = (account: string, authorizationId: string): string => `${account} ${authorizationId}`;
export const chainOf = (call: PostableCall): string[] => [
  call.account,
  ...call.row.upper.map(({ account }) => account),
];

/** How much one transaction takes. DynamoDB allows 100 items and 4 MB; the rest is room for what splits and texts add. */
export interface PostingLimits {
  items: number;
  bytes: number;
  reservations: number;
  /** Rows and bytes of a block. */
  rows: number;
  blockBytes: number;
  /** Marks of an item before it is split. */
  marks: number;
  /** Customers that may share a transaction, and calls of it: 1 when a transaction that is at fault must be found. */
  customers: number;
  calls: number;
}

export interface LevelDraft {
  before: BalanceRow;
  after: BalanceRow;
  finished: UsageEntry | undefined;
  /** Given back from reservations. */
  released: Nano;
  releasedSessions: number;
}
export interface BlockDraft {
  account: string;
  day: number;
  period: number;
  late: boolean;
  rows: CallRow[];
  bytes: number;
}
export interface LeafDraft {
  account: string;
  window: number;
  leaf: MarkSet;
  added: Fingerprint[];
}
export interface Draft {
  calls: PostableCall[];
  customers: Set<string>;
  levels: Map<string, LevelDraft>;
  blocks: Map<string, BlockDraft>;
  leaves: Map<string, LeafDraft>;
  releases: Map<string, { account: string; authorizationId: string; reservation: Reservation }>;
  /** Authorizations whose lost CDR has come. */
  cameLate: Set<string>;
  /** Names of the figures that its calls add to. */
  figures: Set<string>;
}

export const newDraft = (): Draft => ({
  calls: [],
  customers: new Set(),
  levels: new Map(),
  blocks: new Map(),
  leaves: new Map(),
  releases: new Map(),
  cameLate: new Set(),
  figures: new Set(),
});

/** Its source's day, of an uploaded file the file, and its vendor. */
const figuresOf = ({ row, place: { day, upload } }: PostableCall): string[] =>
  [`${row.source} ${day}`, upload ?? [], costCellOf(row)].flat();

function levelOf(draft: Draft, state: PostingState, account: string, at: number): LevelDraft {
  const known = draft.levels.get(account);
  if (known) return known;
  const before = state.balances.get(account);
  if (!before) throw new Error(`account ${account} has no balance`);
  const { row, finished } = turnDay(before, at);
  const level = { before, after: row, finished, released: 0n, releasedSessions: 0 };
  draft.levels.set(account, level);
  return level;
}

/** What this call gives back: only the billed leg does, the other leg of the call may come first. */
function heldBy(draft: Draft, state: PostingState, call: PostableCall) {
  const { billed, authorizationId: said } = call.row.cdr;
  const authorizationId = said ?? state.named.get(call);
  if (!billed || authorizationId === undefined) return undefined;
  const key = reservationKey(call.account, authorizationId);
  const reservation = draft.releases.has(key) ? undefined : state.reservations.get(key);
  return reservation && { key, account: call.account, authorizationId, reservation };
}

function release(draft: Draft, state: PostingState, call: PostableCall, at: number): void {
  const given = heldBy(draft, state, call);
  if (!given) return;
  const { key, reservation, ...release } = given;
  draft.releases.set(key, { ...release, reservation });
  for (const [account, held] of Object.entries(reservation.amt)) {
    if (!state.balances.has(account)) continue;
    const level = levelOf(draft, state, account, at);
    level.released += held;
    level.releasedSessions += reservation.live ? 1 : 0;
  }
}

const leafKey = (call: PostableCall, leaf: MarkSet) => `${markKey(call.account, call.row.cdr.setupMs)} ${leaf.bits}`;

/** The leaf that has the call's mark, or takes it. Every set on the way was loaded, or the call would not be here. */
export function leafOf(state: PostingState, call: PostableCall): MarkSet {
  const sets = state.marks.get(markKey(call.account, call.row.cdr.setupMs)) ?? new Map<string, MarkSet>();
  const leaf = leafFor(sets, call.row.identity);
  if ("missing" in leaf) throw new Error("a set of marks was not loaded");
  return leaf;
}

const leafItems = ({ leaf, added }: LeafDraft, perItem: number): number => {
  const marks = leaf.marks.length / markBytes + added.length;
  return marks <= perItem ? 1 : 1 + 2 * Math.ceil(marks / perItem);
};

function itemsOf(draft: Draft, limits: PostingLimits): number {
  let items = draft.levels.size + draft.blocks.size + draft.figures.size + draft.cameLate.size;
  for (const level of draft.levels.values()) if (level.finished) items++;
  for (const leaf of draft.leaves.values()) items += leafItems(leaf, limits.marks);
  // A live reservation also gives back a session of its device, and of every other counter that it is in.
  for (const { reservation } of draft.releases.values())
    items += reservation.live ? 2 + reservation.counters.length : 1;
  return items;
}

function bytesOf(draft: Draft): number {
  let bytes = draft.levels.size * 1024;
  for (const block of draft.blocks.values()) bytes += block.bytes;
  for (const { leaf, added } of draft.leaves.values()) bytes += leaf.marks.length + added.length * markBytes + 200;
  return bytes;
}

/** Whether the draft still has room for what this call adds at most. An empty draft takes any call. */
export function hasRoom(draft: Draft, state: PostingState, call: PostableCall, limits: PostingLimits): boolean {
  if (draft.calls.length === 0) return true;
  if (draft.calls.length >= limits.calls) return false;
  if (!draft.customers.has(call.account) && draft.customers.size >= limits.customers) return false;
  const reservation = heldBy(draft, state, call)?.reservation;
  if (reservation && draft.releases.size >= limits.reservations) return false;
  const leaf = leafOf(state, call);
  const known = draft.leaves.get(leafKey(call, leaf));
  const accounts = new Set([...chainOf(call), ...Object.keys(reservation?.amt ?? {})]);
  const newLevels = [...accounts].filter((account) => !draft.levels.has(account)).length;
  // A new level brings its balance and perhaps a usage entry; one more mark may split a set; a block may be begun.
  const newFigures = figuresOf(call).filter((name) => !draft.figures.has(name)).length;
  const more =
    newFigures +
    newLevels * 2 +
    (known && leafItems(known, limits.marks) > 1 ? 0 : 3) +
    1 +
    (reservation || state.missing.has(call) ? 2 + (reservation?.counters.length ?? 0) : 0);
  const bytes = newLevels * 1024 + (known ? markBytes : leaf.marks.length + 200) + rowBytesAtMost(call.row);
  return itemsOf(draft, limits) + more <= limits.items && bytesOf(draft) + bytes <= limits.bytes;
}

function addToBlock(draft: Draft, call: PostableCall, period: number, late: boolean, limits: PostingLimits): void {
  const day = dayNumber(call.row.cdr.setupMs);
  const bytes = rowBytesAtMost(call.row);
  const key = (part: number) => `${call.account} ${day} ${period} ${late} ${part}`;
  let part = 0;
  while (draft.blocks.has(key(part + 1))) part++;
  const block = draft.blocks.get(key(part));
  if (block && block.rows.length < limits.rows && block.bytes + bytes <= limits.blockBytes) {
    block.rows.push(call.row);
    block.bytes += bytes;
    return;
  }
  draft.blocks.set(key(block ? part + 1 : part), { account: call.account, day, period, late, rows: [call.row], bytes });
}

/** The first account of the call's chain whose open period must be closed before the call can be posted. */
export function closesFirst(state: PostingState, call: PostableCall): string | undefined {
  return chainOf(call).find((account) => {
    const row = state.balances.get(account);
    return row !== undefined && cellOf(row, call.row.cdr.setupMs).cell === "TOO_FAR";
  });
}

/** Charges the customer and every account above it. */
function chargeLevels(draft: Draft, state: PostingState, call: PostableCall, at: number): void {
  const { row } = call;
  const charges = [{ account: call.account, charge: row.charge, tax: row.tax }, ...row.upper];
  let below = 0n;
  for (const { account, charge, tax } of charges) {
    const level = levelOf(draft, state, account, at);
    const before = level.after.bal;
    const movement = { calls: 1, seconds: row.billedSeconds, charge, tax, pay: 0n, adj: 0n, below };
    level.after = move(level.after, { periodAt: row.cdr.setupMs, ...movement });
    below = call.play && account === call.account ? 0n : passedUp(before, level.after.bal, below);
  }
}

/** Keeps the row with its day, under the period that the call is in. */
function keepRow(draft: Draft, state: PostingState, call: PostableCall, limits: PostingLimits, at: number): void {
  const { setupMs } = call.row.cdr;
  const own = levelOf(draft, state, call.account, at);
  own.after = { ...own.after, dirty: withDays(own.after.dirty, [dayNumber(setupMs)]) };
  const where = cellOf(own.before, setupMs);
  if (where.cell === "TOO_FAR") throw new Error("a call beyond the next period needs a close first");
  addToBlock(draft, call, where.period, where.late, limits);
}

function addMark(draft: Draft, state: PostingState, call: PostableCall): void {
  const { account, row } = call;
  const leaf = leafOf(state, call);
  const key = leafKey(call, leaf);
  const known = draft.leaves.get(key) ?? { account, window: windowOf(row.cdr.setupMs), leaf, added: [] };
  known.added.push({ identity: row.identity, content: row.content, delivery: row.delivery });
  draft.leaves.set(key, known);
}

/** Charges every level of the chain, keeps the call's row, marks it and gives back what it held. */
export function addCall(
  draft: Draft,
  state: PostingState,
  call: PostableCall,
  limits: PostingLimits,
  at: number,
): void {
  chargeLevels(draft, state, call, at);
  keepRow(draft, state, call, limits, at);
  addMark(draft, state, call);
  release(draft, state, call, at);
  const late = state.missing.get(call);
  if (late !== undefined) draft.cameLate.add(late);
  draft.calls.push(call);
  draft.customers.add(call.account);
  for (const name of figuresOf(call)) draft.figures.add(name);
}
