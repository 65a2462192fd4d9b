import { bookPayment } from "../payments/book-payment.flow.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { noteProgress, rowsOfLines, type SentSheet, settleRow, startRun } from "./customer-import.store.ts";
import { type ImportRow, refusedRow, type StoredCustomerImport } from "./customer-import.ts";
import type { Judged } from "./judge.flow.ts";
import { openingBalance } from "./judge-customers.flow.ts";
import { blockOfAddress } from "./judge-ip-devices.flow.ts";
import type { Bench } from "./judge-rows.flow.ts";
import { openTable } from "./read-sheet.flow.ts";
import { requestOf, type SheetRequest } from "./sheet-request.ts";
import { rulesOf } from "./try-rows.flow.ts";

/** Rows between which a run may stop. */
const atOnce = 40;
/** Rows under way at the same time: each is a transaction of its own. */
const sideBySide = 8;
const mostTries = 3;

const madeOf = { ADD: "ADDED", CHANGE: "CHANGED" } as const;
const isOpen = ({ outcome, balance }: ImportRow): boolean =>
  outcome === "ADD" || outcome === "CHANGE" || (outcome === "ADDED" && balance === "TO_BOOK");

interface Making {
  job: StoredCustomerImport;
  bench: Bench;
}

/** Writes what became of the row unless another run was first. */
async function settle(job: StoredCustomerImport, seen: ImportRow, next: ImportRow): Promise<void> {
  try {
    await write(settleRow(job, seen, next));
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** Since the trial the name was given to somebody: what the person agreed to was to add. */
function verdictOn(seen: ImportRow, { row, make }: Judged): Judged {
  const isOther = make !== undefined && row.outcome !== seen.outcome;
  const fault = { path: "", message: "It changed since the trial. Try the sheet again." };
  return isOther ? { row: refusedRow(row, "CHANGED_MEANWHILE", [fault]) } : make ? { row, make } : { row };
}

function refusedBy(row: ImportRow, { code, fields, message }: Problem): ImportRow {
  const reason = code === "invalid" ? "FAULTY" : fields.length > 0 ? "TAKEN" : "CHANGED_MEANWHILE";
  return refusedRow(row, reason, fields.length > 0 ? fields : [{ path: "", message }]);
}

/** A row with what was judged of it when its part was looked at. */
interface Work {
  seen: ImportRow;
  request: SheetRequest;
  judged: Judged;
}

/** Makes one row, once, whoever else is at it. The row as it is afterwards, where something was made of it. */
async function makeRow({ seen, request, judged }: Work, { job, bench }: Making): Promise<ImportRow | undefined> {
  let current: Judged | undefined = judged;
  for (let tries = 1; current; tries++) {
    const { row, make } = verdictOn(seen, current);
    if (!make) return void (await settle(job, seen, row));
    const outcome = madeOf[row.outcome as keyof typeof madeOf];
    let made: ImportRow | undefined;
    try {
      await make((account) => {
        made = { ...row, account, outcome };
        return settleRow(job, seen, made);
      }, now());
      return made;
    } catch (error) {
      if (!(error instanceof Problem) || error.code === "internal") throw error;
      const stored = (await rowsOfLines(job, [seen.line])).get(seen.line);
      if (stored?.outcome !== seen.outcome) return stored;
      if (error.code === "unavailable") throw error;
      if (error.code !== "conflict" || tries >= mostTries) return void (await settle(job, seen, refusedBy(row, error)));
      [current] = await bench.judge([request]);
    }
  }
  return undefined;
}

/** Books the opening balance of an added customer, once: the key is the file and the line. */
async function bookBalance(row: ImportRow, request: SheetRequest, { job, bench }: Making): Promise<void> {
  const amount = openingBalance(request);
  if (row.outcome !== "ADDED" || row.balance !== "TO_BOOK" || row.account === null || amount === undefined) return;
  const isDebt = amount.startsWith("-");
  await bookPayment({
    account: row.account,
    request: {
      kind: isDebt ? "CREDIT_REDUCE" : "CREDIT_ADD",
      amount: isDebt ? amount.slice(1) : amount,
      method: "IMPORT",
      reference: `${job.fileName.slice(0, 70)}, line ${row.line}`,
      note: "Opening balance",
    },
    idempotencyKey: `import:${job.sha256}:${row.line}`,
    by: bench.actor.id,
  });
  await settle(job, row, { ...row, balance: "BOOKED" });
}

/** Rows that would meet in one item, one after the other: addresses of one network, SIP users of one customer. */
function lanesOf(work: readonly Work[], { job }: Making): Work[][] {
  const lanes = new Map<string, Work[]>();
  for (const one of work) {
    const { seen, request } = one;
    const shared = job.kind === "ip-devices" ? blockOfAddress(request.fields["ip"]) : seen.account;
    const name = job.kind === "customers" ? String(seen.line) : (shared ?? "");
    lanes.set(name, [...(lanes.get(name) ?? []), one]);
  }
  return [...lanes.values()];
}

async function makePart(open: readonly [ImportRow, SheetRequest][], making: Making): Promise<void> {
  const judged = await making.bench.judge(open.map(([, request]) => request));
  const work = open.flatMap(([seen, request], i): Work[] => {
    const one = judged[i];
    return one ? [{ seen, request, judged: one }] : [];
  });
  const lanes = lanesOf(work, making);
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift())
      for (const one of lane) {
        const row = one.seen.outcome === "ADDED" ? one.seen : await makeRow(one, making);
        if (row) await bookBalance(row, one.request, making);
      }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}

/**
 * Makes the rows that the trial found good. False: time was up, and another run goes on.
 * @throws WriteRefused when the run was overtaken or cancelled
 */
export async function makeRows(
  job: StoredCustomerImport,
  sheet: SentSheet,
  bench: Bench,
  workMsLeft: () => number,
): Promise<boolean> {
  const table = await openTable(sheet, job);
  const rules = rulesOf(job, table, bench);
  let passed = 0;
  for await (const part of table.parts(atOnce)) {
    passed += part.length;
    const ahead = part.filter(({ line }) => line > job.settledLine);
    const last = ahead.at(-1)?.line;
    if (last === undefined) continue;
    if (workMsLeft() <= 30_000) {
      await startRun(job.id);
      return false;
    }
    const rows = await rowsOfLines(
      job,
      ahead.map(({ line }) => line),
    );
    const work = ahead.flatMap(({ line, cells }): [ImportRow, SheetRequest][] => {
      const row = rows.get(line);
      return row && isOpen(row) ? [[row, requestOf(cells, line, rules)]] : [];
    });
    await makePart(work, { job, bench });
    const progress = Math.min(99, Math.floor((99 * passed) / Math.max(1, job.rows)));
    await noteProgress(job, { progress, settledLine: last, aliveAt: isoInstant(now()) });
  }
  return true;
}
