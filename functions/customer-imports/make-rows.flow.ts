import type { Principal } from "../auth/access.ts";
import { bookPayment } from "../payments/book-payment.flow.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { WriteRefused, write } from "../platform/table.ts";
import { noteProgress, rowsOfLines, settleRow, sheetFile, startRun } from "./customer-import.store.ts";
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

const faultsOf = ({ fields, message }: Problem) => (fields.length > 0 ? fields : [{ path: "", message }]);

/** Makes one row, once, whoever else is at it. The row as it is afterwards. */
async function makeRow(seen: ImportRow, request: SheetRequest, { job, bench }: Making): Promise<ImportRow | undefined> {
  for (let tries = 1; ; tries++) {
    const [judged] = await bench.judge([request]);
    if (!judged) return undefined;
    const { row, make } = verdictOn(seen, judged);
    if (!make) return void (await settle(job, seen, row));
    const made = madeOf[row.outcome as keyof typeof madeOf];
    try {
      await make((account) => settleRow(job, seen, { ...row, account, outcome: made }), now());
    } catch (error) {
      if (!(error instanceof Problem) || error.code === "internal") throw error;
      const current = (await rowsOfLines(job, [seen.line])).get(seen.line);
      if (current?.outcome !== seen.outcome) return current;
      if (error.code === "conflict" && tries < mostTries) continue;
      if (error.code === "unavailable") throw error;
      const reason = error.code === "invalid" ? "FAULTY" : error.fields.length > 0 ? "TAKEN" : "CHANGED_MEANWHILE";
      return void (await settle(job, seen, refusedRow(row, reason, faultsOf(error))));
    }
    return (await rowsOfLines(job, [seen.line])).get(seen.line);
  }
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
    idempotencyKey: `import:${job.etag}:${row.line}`,
    by: (bench.actor satisfies Principal).id,
  });
  await settle(job, row, { ...row, balance: "BOOKED" });
}

/** Rows that would meet in one item, one after the other: addresses of one network, SIP users of one customer. */
function lanesOf(work: readonly [ImportRow, SheetRequest][], { job }: Making): [ImportRow, SheetRequest][][] {
  const lanes = new Map<string, [ImportRow, SheetRequest][]>();
  for (const [row, request] of work) {
    const shared = job.kind === "ip-devices" ? blockOfAddress(request.fields["ip"]) : row.account;
    const name = job.kind === "customers" ? String(row.line) : (shared ?? "");
    lanes.set(name, [...(lanes.get(name) ?? []), [row, request]]);
  }
  return [...lanes.values()];
}

async function makePart(work: readonly [ImportRow, SheetRequest][], making: Making): Promise<void> {
  const lanes = lanesOf(work, making);
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift())
      for (const [seen, request] of lane) {
        const row = seen.outcome === "ADDED" ? seen : await makeRow(seen, request, making);
        if (row) await bookBalance(row, request, making);
      }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}

/**
 * Makes the rows that the trial found good. False: time was up, and another run goes on.
 * @throws WriteRefused when the run was overtaken or cancelled
 */
export async function makeRows(job: StoredCustomerImport, bench: Bench, workMsLeft: () => number): Promise<boolean> {
  const table = await openTable(sheetFile(job.id), job.kind, job.layout);
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
