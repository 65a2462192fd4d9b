import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PostingTransaction } from "../functions/ledger/posting-plan.ts";
import { inventCall, rated } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import emulators from "../test/support/emulators.ts";
import { bundled, functionAlone } from "./function-alone.ts";
import type { Ended } from "./function-process.ts";

/**
 * Calls of one customer out of the table into files in the bucket, by the deployed function in a process of its own. The
 * product's own modules are loaded late: they read the addresses of the engines.
 */

const days = 25;
const rowsOfBlock = 1000;
const dayMs = 86_400_000;

export interface Exported extends Ended {
  format: "csv" | "xlsx";
  rows: number;
  status: string;
  fileMegabytes: number;
}

/** Blocks as the posting writes them; the balance only says on which days there are any. */
async function fill(account: string, calls: number): Promise<void> {
  const { keys } = await import("../functions/platform/keys.ts");
  const { transact, write } = await import("../functions/platform/table.ts");
  const { postingWrites } = await import("../functions/ledger/ledger.store.ts");
  const { dayNumber, emptyDaySet, withDays } = await import("../functions/cdrs/day-set.ts");
  const random = new Random(5);
  const today = dayNumber(Date.now());
  const rowAt = (n: number, day: number) => {
    const call = inventCall(random, n, [account], 0);
    const setupMs = (today - day) * dayMs + (n % 86_399) * 1000;
    return rated({ ...call, cdr: { ...call.cdr, setupMs, sipUser: `pbx${n % 50}` } }, `del_${n >> 10}`, n % 1024).row;
  };
  const perDay = Math.ceil(calls / days);
  const used: number[] = [];
  for (let day = 1; day <= days; day++) {
    const ofDay = Math.min(perDay, calls - (day - 1) * perDay);
    for (let from = 0, ordinal = 0; from < ofDay; from += rowsOfBlock, ordinal++) {
      const rows = Array.from({ length: Math.min(rowsOfBlock, ofDay - from) }, (_, n) => rowAt(from + n, day));
      const block = { account, day: today - day, period: 1, late: false, rows, bytes: 0, seq: ordinal, ordinal: 0 };
      const none = { calls: [], levels: [], marks: [], releases: [], cameLate: [] };
      await transact(postingWrites({ ...none, blocks: [block] } as PostingTransaction));
    }
    if (ofDay > 0) used.push(today - day);
  }
  const dirty = withDays(emptyDaySet, used);
  await write({ kind: "update", key: keys.balance(account), change: "SET #dirty = :dirty", values: { dirty } });
}

export async function exportCalls(calls: number): Promise<Exported[]> {
  const stop = await emulators();
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-exports-"));
  const { staff } = await import("../test/support/api.ts");
  const { aCustomer, aTariff } = await import("../test/support/customers.ts");
  const admin = await staff();
  const { account } = await aCustomer(admin, await aTariff(admin));
  await fill(account, calls);
  const bundle = bundled(folder, "run-exports");
  const all: Exported[] = [];
  for (const format of ["csv", "xlsx"] as const) {
    const { id } = (await admin("POST", "/exports", { kind: "calls", format, filter: { account } })).body;
    const ended = await functionAlone(bundle, `export-requests/${id}`);
    const { rows, status, bytes } = (await admin("GET", `/exports/${id}`)).body;
    all.push({ ...ended, format, rows, status, fileMegabytes: (bytes ?? 0) / 1e6 });
  }
  await rm(folder, { recursive: true, force: true });
  await stop();
  return all;
}
