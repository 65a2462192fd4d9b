import type { Fingerprint } from "../cdrs/identity.ts";
import { addMarks, compareWithMark, type MarkSet, maxAgeMs, readMarks } from "../cdrs/seen.ts";
import type { BalanceRow } from "./balance.ts";
import {
  addCall,
  type BlockDraft,
  chainOf,
  closesFirst,
  type Draft,
  hasRoom,
  type LevelDraft,
  leafOf,
  newDraft,
  type PostableCall,
  type PostingLimits,
  type PostingState,
} from "./posting-draft.ts";

/**
 * What to do with a batch of rated calls, given what one consistent read told: which are known already, and which
 * transactions charge the others. Pure, so that it can be asked again after every refusal.
 */

/** What became of a call that needs no transaction (any more). */
export type Settled =
  /** Known by this very delivery and line: an earlier attempt charged it. */
  | "redelivered"
  /** Known by another delivery. */
  | "duplicate"
  /** Known with other content: a person must look at it. */
  | "conflict"
  /** Not known and too old to be sure of that. */
  | "too-old"
  /** An account of its chain has no balance. */
  | "no-balance";

/**
 * What became of a call. `failed`: its transaction is refused for what it is, so it is for a person. `unposted`: not
 * charged when the time was up, or not known to be; deliver it again, a second charge is impossible.
 */
export type Posted = "posted" | Settled | "failed" | "unposted";

export interface PostingTransaction {
  calls: PostableCall[];
  levels: (LevelDraft & { account: string })[];
  /** As they are to be stored, with the version that was read. */
  marks: { account: string; window: number; set: MarkSet }[];
  /** `seq` and `ordinal` name the block. */
  blocks: (BlockDraft & { seq: number; ordinal: number })[];
  releases: Draft["releases"] extends Map<string, infer Release> ? Release[] : never;
  /** Authorizations that were given up as lost. */
  cameLate: string[];
}

export interface PostingPlan {
  settled: { call: PostableCall; as: Settled }[];
  /** Equal identities of the batch behind the first of them: settled once that one stands. */
  folded: Map<PostableCall, { call: PostableCall; as: Settled }[]>;
  transactions: PostingTransaction[];
  /** Accounts whose open period ends before calls that wait for it: closed first, then planned again. */
  closeFirst: { account: string; setupMs: number }[];
}

type MarkIndex = Map<MarkSet, Map<string, Fingerprint>>;

function markOf(state: PostingState, index: MarkIndex, call: PostableCall): Fingerprint | undefined {
  const leaf = leafOf(state, call);
  let marks = index.get(leaf);
  if (!marks) {
    marks = readMarks(leaf.marks);
    index.set(leaf, marks);
  }
  return marks.get(call.row.identity);
}

/** Sorts out what needs no money: known calls, calls that are too old, and equal identities of the batch but the first. */
function settle(calls: readonly PostableCall[], state: PostingState, at: number) {
  const settled: PostingPlan["settled"] = [];
  const unknown: PostableCall[] = [];
  const index: MarkIndex = new Map();
  const winners = new Map<string, PostableCall>();
  const folded: PostingPlan["folded"] = new Map();
  for (const call of calls) {
    const mark = markOf(state, index, call);
    const fold = `${call.account} ${call.row.identity}`;
    const winner = winners.get(fold);
    if (mark) settled.push({ call, as: compareWithMark(mark, call.row) });
    else if (at - call.row.cdr.setupMs > maxAgeMs) settled.push({ call, as: "too-old" });
    else if (chainOf(call).some((account) => !state.balances.has(account))) settled.push({ call, as: "no-balance" });
    else if (winner) folded.get(winner)?.push({ call, as: compareWithMark(winner.row, call.row) });
    else {
      winners.set(fold, call);
      folded.set(call, []);
      unknown.push(call);
    }
  }
  return { settled, folded, unknown };
}

/** Turns a full draft into a transaction, and the state into what it will be once that transaction stands. */
function seal(draft: Draft, state: PostingState, limits: PostingLimits): PostingTransaction {
  const levels = [...draft.levels].map(([account, level]) => {
    const after: BalanceRow = { ...level.after, seq: level.before.seq + 1 };
    state.balances.set(account, after);
    return { ...level, account, after };
  });
  const marks = [...draft.leaves.values()].flatMap(({ account, window, leaf, added }) => {
    const sets = state.marks.get(`${account} ${window}`);
    return addMarks(leaf, added, limits.marks).map((set) => {
      sets?.set(set.bits, { ...set, v: set.v + 1 });
      return { account, window, set };
    });
  });
  const ordinals = new Map<string, number>();
  const blocks = [...draft.blocks.values()].map((block) => {
    const ordinal = ordinals.get(block.account) ?? 0;
    ordinals.set(block.account, ordinal + 1);
    return { ...block, seq: state.balances.get(block.account)?.seq ?? 0, ordinal };
  });
  for (const key of draft.releases.keys()) state.reservations.delete(key);
  return {
    calls: draft.calls,
    levels,
    marks,
    blocks,
    releases: [...draft.releases.values()],
    cameLate: [...draft.cameLate],
  };
}

/** One account after another, each one's calls in the order of their setup, so that windows and days stay together. */
function inOrder(calls: readonly PostableCall[]): PostableCall[] {
  const groups = Map.groupBy(calls, (call) => chainOf(call).reverse().join(" "));
  return [...groups.values()].flatMap((group) =>
    group.sort((a, b) => a.row.cdr.setupMs - b.row.cdr.setupMs || (a.row.identity < b.row.identity ? -1 : 1)),
  );
}

/** Of each account no more is closed than its earliest call needs, so that the later ones find their own period open. */
function closingsFor(calls: readonly PostableCall[], state: PostingState): PostingPlan["closeFirst"] {
  const earliest = new Map<string, number>();
  for (const call of calls) {
    const account = closesFirst(state, call);
    const { setupMs } = call.row.cdr;
    if (account !== undefined) earliest.set(account, Math.min(setupMs, earliest.get(account) ?? setupMs));
  }
  return [...earliest].map(([account, setupMs]) => ({ account, setupMs }));
}

/**
 * Plans the batch, or of a batch that needs periods closed what comes before that. The transactions are meant to be
 * written one after another in this order: each one's conditions are what the one before leaves behind.
 * @param at now, epoch ms: decides the ledger day and what is too old
 */
export function planPosting(
  calls: readonly PostableCall[],
  state: PostingState,
  at: number,
  limits: PostingLimits,
): PostingPlan {
  const { settled, folded, unknown } = settle(calls, state, at);
  // What fits into the open periods is posted before any is closed for the rest: else it would be called late.
  const ready = unknown.filter((call) => closesFirst(state, call) === undefined);
  if (ready.length === 0) return { settled, folded, transactions: [], closeFirst: closingsFor(unknown, state) };
  const transactions: PostingTransaction[] = [];
  let draft = newDraft();
  for (const call of inOrder(ready)) {
    if (!hasRoom(draft, state, call, limits)) {
      transactions.push(seal(draft, state, limits));
      draft = newDraft();
    }
    addCall(draft, state, call, limits, at);
  }
  if (draft.calls.length > 0) transactions.push(seal(draft, state, limits));
  return { settled, folded, transactions, closeFirst: [] };
}
