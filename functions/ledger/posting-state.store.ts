import { leafFor, type MarkSet, markSetOf, windowOf } from "../cdrs/seen.ts";
import { keys } from "../platform/keys.ts";
import { getMany, type Item, type Key, keyName } from "../platform/table.ts";
import { BalanceRow } from "./balance.ts";
import { chainOf, markKey, type PostableCall, type PostingState, reservationKey } from "./posting-draft.ts";
import { authorizationId, Reservation } from "./reservation.ts";

/** A key to read and what to do with the item, or with its absence. */
interface Wanted {
  key: Key;
  take: (item: Item | undefined) => void;
}

async function read(wanted: readonly Wanted[]): Promise<void> {
  const items = await getMany(wanted.map(({ key }) => key));
  const found = new Map(items.map((item) => [keyName(item), item]));
  for (const { key, take } of wanted) take(found.get(keyName(key)));
}

function wantBalance(state: PostingState, account: string): Wanted {
  return {
    key: keys.balance(account),
    take: (item) => item && state.balances.set(account, BalanceRow.parse(item)),
  };
}

function wantMarks(state: PostingState, account: string, setupMs: number, bits: string): Wanted {
  return {
    key: keys.seen(account, windowOf(setupMs), bits),
    take: (item) => {
      const name = markKey(account, setupMs);
      const sets = state.marks.get(name) ?? new Map<string, MarkSet>();
      sets.set(bits, markSetOf(bits, item));
      state.marks.set(name, sets);
    },
  };
}

function wantReservation(state: PostingState, { account, row }: PostableCall): Wanted[] {
  const id = row.cdr.authorizationId;
  if (id === null) return [];
  return [
    {
      key: keys.reservation(account, id),
      take: (item) => item && state.reservations.set(reservationKey(account, id), Reservation.parse(item)),
    },
  ];
}

/**
 * A switch that asked may not be able to put the authorization into its CDR: then the call is found as the switch asked
 * for it, by name of the switch, Call-ID and From tag (or none). Only where calls of the account are asked for at all.
 */
function wantByCallId(state: PostingState, call: PostableCall): Wanted[] {
  const { account } = call;
  const { cdr } = call.row;
  if (cdr.authorizationId !== null || !cdr.billed || !state.balances.get(account)?.second) return [];
  const [fromTag = ""] = cdr.leg.split(";");
  return [...new Set([fromTag, ""])].flatMap((from_tag) => {
    const id = authorizationId(account, { switch_id: cdr.switch, call_id: cdr.callId, from_tag });
    const take = (item: Item | undefined) => {
      if (!item || state.named.has(call)) return;
      state.named.set(call, id);
      state.reservations.set(reservationKey(account, id), Reservation.parse(item));
    };
    return [{ key: keys.reservation(account, id), take }, wantMissing(state, call, id)];
  });
}

/** A call that was given up as lost is one no longer. */
const wantMissing = (state: PostingState, call: PostableCall, id: string): Wanted => ({
  key: keys.missingCdr(id),
  take: (item) => item && state.missing.set(call, id),
});

/** The same of calls that name their authorization, where nothing is held for it any more. */
function wantGivenUp(state: PostingState, call: PostableCall): Wanted[] {
  const { authorizationId: id, billed } = call.row.cdr;
  const isHeld = id === null || state.reservations.has(reservationKey(call.account, id));
  return isHeld || !billed ? [] : [wantMissing(state, call, id)];
}

/** The parts of split windows that these calls' marks are in and that are not read yet. */
function missingParts(state: PostingState, calls: readonly PostableCall[]): Wanted[] {
  return calls.flatMap((call) => {
    const { setupMs } = call.row.cdr;
    const leaf = leafFor(state.marks.get(markKey(call.account, setupMs)) ?? new Map(), call.row.identity);
    return "missing" in leaf ? [wantMarks(state, call.account, setupMs, leaf.missing)] : [];
  });
}

/** Everything that decides the posting of these calls: balances of every level, marks, reservations. Read consistently. */
export async function loadPostingState(calls: readonly PostableCall[]): Promise<PostingState> {
  const state: PostingState = {
    balances: new Map(),
    marks: new Map(),
    reservations: new Map(),
    named: new Map(),
    missing: new Map(),
  };
  const accounts = new Set(calls.flatMap(chainOf));
  const windows = new Map(calls.map((call) => [markKey(call.account, call.row.cdr.setupMs), call]));
  await read([
    ...[...accounts].map((account) => wantBalance(state, account)),
    ...[...windows.values()].map((call) => wantMarks(state, call.account, call.row.cdr.setupMs, "")),
    ...calls.flatMap((call) => wantReservation(state, call)),
  ]);
  await read(calls.flatMap((call) => [...wantByCallId(state, call), ...wantGivenUp(state, call)]));
  for (let parts = missingParts(state, calls); parts.length > 0; parts = missingParts(state, calls)) await read(parts);
  // A reservation may hold money of accounts that are no longer in the chain.
  const holders = [...state.reservations.values()].flatMap((reservation) => Object.keys(reservation.amt));
  const others = [...new Set(holders)].filter((account) => !accounts.has(account));
  await read(others.map((account) => wantBalance(state, account)));
  return state;
}
