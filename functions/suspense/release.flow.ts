import { auditEntry } from "../audit/audit.store.ts";
import { allows, type Principal, reaches } from "../auth/access.ts";
import { postedCalls } from "../cdrs/posted-call.flow.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { type BalanceRow, cellOf, move, turnDay } from "../ledger/balance.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { balanceOf, balanceUpdate, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { figuresOfCalls } from "../ledger/post-calls.flow.ts";
import { chainOf, type PostableCall } from "../ledger/posting-draft.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { rateAndPost } from "../rating/rate-batch.flow.ts";
import { lateCallMark, releasedAs } from "./late-call.store.ts";
import type { LateCall, NewRelease } from "./late-call.ts";
import { writesOfRows } from "./park.flow.ts";
import { batchOf } from "./retry.flow.ts";
import type { Suspended } from "./suspended.ts";
import { getSuspended } from "./suspense.store.ts";
import { goneWord, refuseWrittenOff } from "./waiting-record.flow.ts";

/**
 * Charges a call that is too old to be charged by itself. Its marks may be gone, so the calls of its day are searched
 * first; then balance, ledger line, the guard under its identity, the row in suspense and the audit are one transaction.
 */

interface Releasable {
  record: Suspended;
  call: PostableCall;
  shown: LateCall;
}

const workMs = 20_000;

const shownOf = ({ account, row }: PostableCall, currency: string): LateCall => ({
  account,
  currency: currency as LateCall["currency"],
  charge: decimalOf(row.charge),
  tax: decimalOf(row.tax),
  setupAt: isoInstant(row.cdr.setupMs),
  cld: row.cld,
  destination: row.destination,
  tariffId: row.tariffId,
  billedSeconds: row.billedSeconds,
  released: false,
});

/**
 * The record as it would be charged now; undefined where the call is known by now.
 * @throws Problem not_found; conflict where it is not too old, has no price or was charged in its time
 */
async function releasable(record: Suspended, principal: Principal): Promise<Releasable | undefined> {
  const { cdr } = record;
  refuseWrittenOff(record);
  if (record.reason !== "TOO_OLD" || !cdr) throw new Problem("conflict", "Only a call that is too old is released.");
  const [rated] = await rateAndPost([batchOf({ ...record, cdr })], { at: now(), deadline: now() + workMs });
  const [found] = rated?.waiting ?? [];
  if (!found) return undefined;
  const { call, currency } = found;
  if (found.record.reason !== "TOO_OLD" || !call || !currency)
    throw new Problem("conflict", `The call cannot be charged: ${found.record.detail}`);
  if (!reaches(principal, chainOf(call))) throw new Problem("not_found", goneWord);
  const { identity, cdr: reported } = call.row;
  const posted = await postedCalls([{ account: call.account, identity, setupMs: reported.setupMs }]);
  if (posted.has(identity))
    throw new Problem("conflict", "This call stands among the calls of its day: it was charged.");
  return { record, call, shown: shownOf(call, currency) };
}

/** What was released under this record's id, which is its identity and content. */
async function already(id: string, principal: Principal): Promise<LateCall | undefined> {
  const mark = await releasedAs(id.slice(0, 16));
  return mark?.record === id && reaches(principal, [mark.call.account]) ? mark.call : undefined;
}

/** What was done, by whoever came first. @throws Problem conflict or not_found where it was no release */
async function doneBefore(id: string, record: Suspended | undefined, principal: Principal): Promise<LateCall> {
  const done = await already(id, principal);
  if (done) return done;
  if (!record) throw new Problem("not_found", goneWord);
  throw new Problem("conflict", "This call was charged already. Retry the record, and it is taken out.");
}

/** What a release would charge, or what it did. */
export async function previewRelease(id: string, principal: Principal): Promise<LateCall> {
  const record = await getSuspended(id);
  const found = record && (await releasable(record, principal));
  return found ? found.shown : doneBefore(id, record, principal);
}

interface Booking {
  account: string;
  amount: bigint;
  tax: bigint;
  /** What the level below passes up. */
  below: bigint;
  row: BalanceRow;
}

/** The writes of one level, and what it passes up to the next. */
function bookingOf({ account, amount, tax, below, row }: Booking, { call, shown }: Releasable, order: Order) {
  const { at, request, principal } = order;
  const { row: today, finished } = turnDay(row, at);
  const periodAt = Math.max(at, row.periodFrom);
  const place = cellOf(row, periodAt);
  const after = move(today, {
    ...{ periodAt, calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n },
    ...{ adj: -amount, below },
  });
  const line = lineWrite(account, {
    kind: "LATE_CALL",
    id: call.row.identity,
    date: today.day.date,
    at,
    opening: today.day.opening,
    seq: row.seq + 1,
    amount,
    tax,
    callAt: call.row.cdr.setupMs,
    cld: shown.cld,
    note: request.reason,
    by: principal.id,
    ...(place.cell === "TOO_FAR" ? {} : { period: place.period }),
    below,
  });
  const writes = [balanceUpdate(account, row, after), line, ...(finished ? [usageWrite(account, finished)] : [])];
  const isPlay = call.play && account === call.account;
  return { writes, up: isPlay ? 0n : passedUp(row.bal, after.bal, below) };
}

interface Order {
  request: NewRelease;
  principal: Principal;
  at: number;
}

async function releaseWrites(found: Releasable, order: Order): Promise<Write[]> {
  const { record, call, shown } = found;
  const levels = [
    { account: call.account, amount: call.row.charge, tax: call.row.tax },
    ...call.row.upper.map(({ account, charge, tax }) => ({ account, amount: charge, tax })),
  ];
  const booked: Write[] = [];
  let below = 0n;
  for (const level of levels) {
    await makeRoomFor(level.account, order.at);
    const row = await balanceOf(level.account);
    if (!row) throw new Problem("conflict", `Account ${level.account} has no balance.`);
    const { writes, up } = bookingOf({ ...level, below, row }, found, order);
    booked.push(...writes);
    below = up;
  }
  const after = { charge: shown.charge, setupAt: shown.setupAt, cld: shown.cld, reason: order.request.reason };
  const audit = {
    actor: order.principal,
    action: "suspense.release",
    subject: record.id,
    account: call.account,
    after,
  };
  const { identity, content } = call.row;
  return [
    ...booked,
    lateCallMark(identity, {
      record: record.id,
      content,
      delivery: call.row.delivery,
      call: { ...shown, released: true },
    }),
    ...writesOfRows([{ before: record, after: undefined }]),
    ...figuresOfCalls([call]),
    auditEntry(audit, order.at),
  ];
}

/**
 * Releases a call that is too old, once: asked again it answers what was done.
 * @throws Problem not_found, forbidden, and conflict where the charge is another one than was seen
 */
export async function releaseLateCall(id: string, request: NewRelease, principal: Principal): Promise<LateCall> {
  if (!allows(principal, "intake:write")) throw new Problem("forbidden", "This needs the permission intake:write.");
  for (let tries = 0; tries < mostTries; tries++) {
    const record = await getSuspended(id);
    const found = record && (await releasable(record, principal));
    if (!found) return doneBefore(id, record, principal);
    if (decimalOf(found.call.row.charge) !== request.charge)
      throw new Problem("conflict", `The call would be charged ${found.shown.charge} by now. Look at it again.`);
    const outcome = await attempt(await releaseWrites(found, { request, principal, at: now() }));
    if (outcome === "done") return { ...found.shown, released: true };
    if (outcome === "bug") throw new Error(`the record ${id} cannot be released`);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again.", { retryAfterSeconds: 5 });
}
