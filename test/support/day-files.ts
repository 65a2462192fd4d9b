import { vi } from "vitest";
import { foldDays } from "../../functions/analysis/fold-days.flow.ts";
import { groupTraffic } from "../../functions/analysis/group-traffic.ts";
import { readTraffic } from "../../functions/analysis/read-traffic.flow.ts";
import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { dayName, dayNumber } from "../../functions/cdrs/day-set.ts";
import { listCalls } from "../../functions/cdrs/list-calls.flow.ts";
import { getCall } from "../../functions/cdrs/read-day.flow.ts";
import { totalCalls } from "../../functions/cdrs/total-calls.flow.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { env } from "../../functions/platform/env.ts";
import { s3 } from "../../functions/platform/files.ts";
import { keys } from "../../functions/platform/keys.ts";
import { type Item, queryPages, remove, replaceSend, write } from "../../functions/platform/table.ts";
import { dayMs } from "../../functions/time/day.ts";
import { aBatch, aCallOf, rate } from "./charging.ts";

/** An account whose calls are posted, put into files, and read again beside a plain fold of what was posted. */

export interface Posted {
  callId: string;
  setupMs: number;
  seconds: number;
}

const today = dayNumber(Date.now());
/** Epoch ms of a moment of a day. */
export const moment = (daysAgo: number, ms: number): number => (today - daysAgo) * dayMs + ms;

export const wide = { fromMs: moment(120, 0), toMs: Date.now() + 600_000 };

/** What a table does that drops items whose time is up: all blocks that may go, go. @returns how many */
export async function dropExpired(account: string, daysAgo: number): Promise<number> {
  const blocks = await blocksIn(account, daysAgo);
  const gone = blocks.filter((item) => item["ttl"] !== undefined);
  for (const { pk, sk } of gone) await write(remove({ pk, sk }));
  return gone.length;
}

export async function blocksIn(account: string, daysAgo: number): Promise<Item[]> {
  const { pk } = keys.callBlock(account, dayName(today - daysAgo), "");
  const found: Item[] = [];
  for await (const { items } of queryPages({ pk })) found.push(...items);
  return found;
}

export async function post(account: string, source: string, posted: readonly Posted[]): Promise<void> {
  const cdrs = posted.map(({ callId, setupMs, seconds }) =>
    aCallOf(account, source, { callId, setupMs, billableMs: seconds * 1000 }),
  );
  const again = await rate(aBatch(source, cdrs));
  if (again.length > 0) throw new Error("the batch was not posted");
}

/** What work answers, and the figures that it tells where it is deployed, on which alarms look. */
export async function withFigures<T>(work: () => Promise<T>): Promise<{ answer: T; figures: string }> {
  const { STAGE } = env;
  Object.assign(env, { STAGE: "small" });
  const told = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const answer = await work();
    return { answer, figures: told.mock.calls.join() };
  } finally {
    told.mockRestore();
    Object.assign(env, { STAGE });
  }
}

export const fold = (account: string) => foldDays({ account, resellers: [] }, Date.now(), compactDay);

const isWrite = (command: { constructor: { name: string } }): boolean =>
  /^(Put|Update|Delete|TransactWrite)/.test(command.constructor.name);

/**
 * Runs work whose process dies at a write of table or bucket: before it is sent, or when it is done and nobody hears of it.
 * @returns whether it died
 */
export async function killedAt(nth: number, isSent: boolean, work: () => Promise<unknown>): Promise<boolean> {
  let writes = 0;
  let isDead = false;
  const guarded = async <T>(command: object, send: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Error("killed");
    if (!isWrite(command) || writes++ < nth) return send();
    isDead = true;
    if (isSent) await send();
    throw new Error("killed");
  };
  const restore = replaceSend((inner) => (command) => guarded(command, () => inner(command)));
  const send = s3.send.bind(s3) as (command: object) => Promise<unknown>;
  Object.assign(s3, { send: (command: object) => guarded(command, () => send(command)) });
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  } finally {
    restore();
    Object.assign(s3, { send });
  }
  return isDead;
}

/** What the product says of all calls: listed page by page, one by one, added up, and counted by day. */
export async function told(account: string, limit: number, between: () => Promise<unknown> = async () => undefined) {
  const listed: { id: string; callId: string }[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listCalls(account, wide, { limit, after });
    listed.push(...page.calls.map(({ id, row }) => ({ id, callId: row.cdr.callId })));
    after = page.after && (JSON.parse(JSON.stringify(page.after)) as Record<string, unknown>);
    if (after) await between();
  } while (after);
  const byId = await Promise.all(listed.map(async ({ id }) => (await getCall(account, id))?.row.cdr.callId));
  const { after: _, ...totals } = await totalCalls(account, wide, undefined);
  const range = { fromMs: moment(120, 0), toMs: moment(-1, 0) };
  const cells = await readTraffic(account, { ...range, inFull: true, zone: "UTC" });
  const days = [...groupTraffic(cells, "day", "UTC")]
    .map(([date, { attempts, charge }]) => ({ date, attempts, charge: decimalOf(charge) }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return { listed: listed.map(({ callId }) => callId), byId, totals, days };
}

/** A thousandth a second: the tariff of these tests. */
const charged = (calls: readonly Posted[]) =>
  decimalOf(calls.reduce((sum, { seconds }) => sum + BigInt(seconds) * 1_000_000n, 0n));

/** The same by a plain fold. Calls of one moment may be listed in any order, so none are posted here. */
export function folded(posted: readonly Posted[]): Awaited<ReturnType<typeof told>> {
  const newest = posted.toSorted((a, b) => b.setupMs - a.setupMs);
  const seconds = posted.reduce((sum, call) => sum + call.seconds, 0);
  const by = Map.groupBy(posted, ({ setupMs }) => dayName(dayNumber(setupMs)));
  const ids = newest.map(({ callId }) => callId);
  return {
    listed: ids,
    byId: ids,
    totals: {
      ...{ calls: posted.length, answered: posted.length, seconds, billedSeconds: seconds },
      ...{ charge: charged(posted), tax: "0" },
    },
    days: [...by]
      .map(([date, calls]) => ({ date, attempts: calls.length, charge: charged(calls) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}
