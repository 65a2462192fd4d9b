import { decodeBlock } from "../../functions/cdrs/call-block.ts";
import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { correctionsIn, isCorrections } from "../../functions/cdrs/correction.store.ts";
import { overlaid } from "../../functions/cdrs/correction.ts";
import { readMarks } from "../../functions/cdrs/seen.ts";
import { BalanceRow, netOf, Totals } from "../../functions/ledger/balance.ts";
import { effectOf, isPayment, LedgerEntry } from "../../functions/ledger/entry.ts";
import { localDay } from "../../functions/ledger/period.ts";
import { Reservation } from "../../functions/ledger/reservation.ts";
import type { Attributes } from "./expressions.ts";
import type { MemoryTable, StoredChange } from "./memory-table.ts";
import { Violation } from "./scheduler.ts";

/**
 * What must be true after every commit. The auditor keeps its own books from the call rows, ledger lines and
 * reservations that it sees being written, and compares every balance with them.
 */

interface Books {
  /** Charged by call rows. */
  charge: bigint;
  calls: number;
  /** By period: calls and charge of the blocks. */
  periods: Map<number, { n: number; charge: bigint }>;
  payments: bigint;
  /** Payments below that it paid itself. */
  paidOut: bigint;
  usage: bigint;
  /** What re-rating debited more by lines of the ledger, and what its calls say. */
  rerated: bigint;
  corrected: bigint;
  held: Map<string, Reservation>;
}

const fail = (sentence: string, detail: Record<string, unknown> = {}): never => {
  throw new Violation(`${sentence} ${JSON.stringify(detail, (_, v) => (typeof v === "bigint" ? String(v) : v))}`);
};

const appendOnly = /^(CALLS#|LEDGER#|PAY#)/;

export class Auditor {
  private readonly books = new Map<string, Books>();
  /** Rows by account and identity. */
  readonly rows = new Map<string, CallRow>();
  /** The same as they are read: with what was corrected. */
  readonly present = new Map<string, CallRow>();
  private readonly table: MemoryTable;
  private readonly marksPerItem: number;

  /** By account, the one above it. */
  private readonly parents: Readonly<Record<string, string>>;

  constructor(table: MemoryTable, marksPerItem: number, parents: Readonly<Record<string, string>>) {
    this.parents = parents;
    this.table = table;
    this.marksPerItem = marksPerItem;
    table.onCommit = (changes) => this.audit(changes);
  }

  booksOf(account: string): Books {
    const books = this.books.get(account) ?? {
      ...{ charge: 0n, payments: 0n, paidOut: 0n, usage: 0n, rerated: 0n, corrected: 0n },
      calls: 0,
      periods: new Map<number, { n: number; charge: bigint }>(),
      held: new Map<string, Reservation>(),
    };
    this.books.set(account, books);
    return books;
  }

  private audit(changes: StoredChange[]): void {
    const touched = new Set<string>();
    try {
      for (const change of changes) this.note(change, touched);
      for (const account of touched) {
        const parent = this.parents[account];
        if (parent) touched.add(parent);
        this.check(account);
      }
      this.checkCover(changes);
    } catch (error) {
      // What cannot even be read is as wrong as a wrong balance.
      throw error instanceof Violation ? error : new Violation(String(error), { cause: error });
    }
  }

  private note(change: StoredChange, touched: Set<string>): void {
    const { pk, sk, before, after } = change;
    const isCorrected = isCorrections({ pk, sk });
    if (appendOnly.test(pk) && before && !isCorrected) fail("what is written once was written again", { pk, sk });
    if (sk.startsWith("PERIOD#") && before) fail("a frozen period was written again", { pk, sk });
    const [kind, account = ""] = pk.split("#");
    if (kind === "CALLS" && after && isCorrected) this.noteCorrections(account, after, touched);
    else if (kind === "CALLS" && after) this.noteBlock(account, sk, after, touched);
    if (kind === "LEDGER" && after) this.noteEntry(account, LedgerEntry.parse(after));
    if (kind === "SEEN") this.noteMarks(change);
    if (kind === "RSV") this.noteReservation(account, sk, before, after, touched);
    if (kind === "ACC") touched.add(account);
  }

  private noteBlock(account: string, name: string, item: Attributes, touched: Set<string>): void {
    const rows = decodeBlock(item["block"] as Uint8Array);
    if (rows.length !== item["n"]) fail("a block does not hold what it says", { account });
    for (const row of rows) {
      const key = `${account} ${row.identity}`;
      if (this.rows.has(key)) fail("a call was charged twice", { account, identity: row.identity, name });
      this.rows.set(key, row);
      this.present.set(key, row);
      const period = item["period"] as number;
      this.charge(account, row.charge, period);
      touched.add(account);
      for (const upper of row.upper) {
        this.charge(upper.account, upper.charge, undefined);
        touched.add(upper.account);
      }
      if (!item["late"] && this.frozen(account, period))
        fail("a call was added to a closed period", { account, period });
    }
  }

  private noteCorrections(account: string, item: Attributes, touched: Set<string>): void {
    const [[block, corrections] = ["", undefined]] = correctionsIn([item as { pk: string; sk: string }]);
    const rows = decodeBlock(this.table.peek(item["pk"] as string, block)?.["block"] as Uint8Array);
    for (const row of overlaid(rows, corrections)) {
      const key = `${account} ${row.identity}`;
      const before = this.present.get(key) ?? fail("a call was corrected that is none", { key });
      this.present.set(key, row);
      for (const [i, level] of [{ account, charge: row.charge }, ...row.upper].entries()) {
        const was = i === 0 ? before.charge : (before.upper[i - 1]?.charge ?? 0n);
        this.booksOf(level.account).corrected += level.charge - was;
        touched.add(level.account);
      }
    }
  }

  private charge(account: string, charge: bigint, period: number | undefined): void {
    const books = this.booksOf(account);
    books.charge += charge;
    books.calls++;
    if (period === undefined) return;
    const cell = books.periods.get(period) ?? { n: 0, charge: 0n };
    books.periods.set(period, { n: cell.n + 1, charge: cell.charge + charge });
  }

  private noteEntry(account: string, entry: LedgerEntry): void {
    const books = this.booksOf(account);
    if (entry.kind === "USAGE") books.usage += entry.charge;
    else if (entry.kind === "RERATE") books.rerated += entry.amount;
    else if (entry.kind !== "BELOW") {
      if (isPayment(entry) && entry.payer) this.booksOf(entry.payer).paidOut += effectOf(entry);
      books.payments += effectOf(entry);
      const zone = BalanceRow.parse(this.table.peek(`ACC#${account}`, "BAL")).zone;
      if (entry.date < localDay(entry.at, zone).date) fail("a payment stands under an earlier day", { account, entry });
    }
  }

  private balance(account: string): bigint {
    const item = this.table.peek(`ACC#${account}`, "BAL");
    return item ? BalanceRow.parse(item).bal : 0n;
  }

  /** What came to a reseller from below, out of the books of those below and what stands on their balances. */
  private fromBelow(account: string): bigint {
    const children = Object.keys(this.parents).filter((child) => this.parents[child] === account);
    const passed = children.map((child) => {
      const bal = this.balance(child);
      return this.booksOf(child).payments + this.fromBelow(child) - (bal > 0n ? bal : 0n);
    });
    return passed.reduce((sum, one) => sum + one, 0n) - this.booksOf(account).paidOut;
  }

  /** A reseller that pays puts nothing on others' balances that it has not itself. */
  private checkCover(changes: StoredChange[]): void {
    const entries = changes.flatMap(({ pk, after }) =>
      after && pk.startsWith("LEDGER#") ? [{ account: pk.split("#")[1] ?? "", entry: LedgerEntry.parse(after) }] : [],
    );
    const isPaid = entries.some(({ entry }) => "payer" in entry && entry.payer !== undefined);
    for (const { account, entry } of entries) {
      if (!isPaid || entry.kind !== "BELOW" || entry.amount >= 0n) continue;
      const row = BalanceRow.parse(this.table.peek(`ACC#${account}`, "BAL"));
      if (row.avail < 0n) fail("a reseller paid what it did not have", { account, entry });
    }
  }

  private noteMarks({ pk, sk, before, after }: StoredChange): void {
    const marks = readMarks((after?.["marks"] as Uint8Array | undefined) ?? new Uint8Array(0));
    if (marks.size > this.marksPerItem) fail("a set of marks has grown too large", { pk, sk, size: marks.size });
    if (after?.["split"] === true) return;
    for (const identity of readMarks((before?.["marks"] as Uint8Array | undefined) ?? new Uint8Array(0)).keys())
      if (!marks.has(identity)) fail("a mark was lost", { pk, sk, identity });
  }

  private noteReservation(
    account: string,
    id: string,
    before: Attributes | undefined,
    after: Attributes | undefined,
    touched: Set<string>,
  ): void {
    const key = `${account} ${id}`;
    for (const item of [before, after])
      for (const level of Object.keys(item ? Reservation.parse(item).amt : {})) {
        touched.add(level);
        const held = this.booksOf(level).held;
        if (after) held.set(key, Reservation.parse(after));
        else held.delete(key);
      }
  }

  private frozen(account: string, period: number): Attributes | undefined {
    return this.table.peek(`ACC#${account}`, `PERIOD#${String(period).padStart(6, "0")}`);
  }

  /** P1, P2 and P5 for one account. */
  check(account: string): void {
    const item = this.table.peek(`ACC#${account}`, "BAL");
    if (!item) return;
    const row = BalanceRow.parse(item);
    const books = this.booksOf(account);
    const wanted = books.payments - books.charge - books.rerated + this.fromBelow(account);
    if (row.bal !== wanted)
      fail("the balance is not what calls and payments make it", { account, bal: row.bal, books: wanted });
    if (books.rerated !== books.corrected)
      fail("the ledger moved by something else than calls were corrected by", { account, books });
    if (row.avail !== row.bal + row.creditLimit - row.reserved) fail("avail is wrong", { account, row });
    const held = [...books.held.values()];
    const reserved = held.reduce((sum, reservation) => sum + (reservation.amt[account] ?? 0n), 0n);
    if (row.reserved !== reserved)
      fail("reserved is not what reservations hold", { account, reserved, row: row.reserved });
    const live = held.filter((reservation) => reservation.live).length;
    if (row.sessions !== live) fail("sessions are not what reservations hold", { account, live, row: row.sessions });
    if (row.bal !== row.opening + netOf(row.roll) + netOf(row.next)) fail("the periods do not add up", { account });
    if (row.roll.n + row.next.n + this.closed(account, row) !== books.calls)
      fail("calls are missing in the periods", { account });
    if (books.usage + row.day.charge !== books.charge) fail("the days do not add up to the calls", { account });
    this.checkOpenCells(account, row);
  }

  private checkOpenCells(account: string, row: BalanceRow): void {
    // Accounts above have no blocks of their own.
    if (this.booksOf(account).periods.size === 0) return;
    for (const [period, totals] of [
      [row.openPeriod, row.roll],
      [row.openPeriod + 1, row.next],
    ] as const) {
      const cell = this.booksOf(account).periods.get(period) ?? { n: 0, charge: 0n };
      if (cell.charge !== totals.charge || cell.n !== totals.n)
        fail("a period does not equal its blocks", { account, period, cell, totals });
    }
  }

  /** Calls of the closed periods, which must follow each other without a gap in time or money. */
  private closed(account: string, row: BalanceRow): number {
    let calls = 0;
    let opening = 0n;
    let from: unknown;
    for (let period = 1; period < row.openPeriod; period++) {
      const frozen = this.frozen(account, period) ?? fail("a closed period is not frozen", { account, period });
      const totals = Totals.parse(frozen["totals"]);
      if (BigInt(frozen["opening"] as number) !== opening)
        fail("a period does not open with the last closing", { account, period });
      opening += netOf(totals);
      if (BigInt(frozen["closing"] as number) !== opening)
        fail("a closing is not opening plus totals", { account, period });
      if (from !== undefined && frozen["from"] !== from) fail("periods leave a gap or overlap", { account, period });
      from = frozen["until"];
      const cell =
        this.booksOf(account).periods.get(period) ??
        (this.booksOf(account).periods.size ? { n: 0, charge: 0n } : undefined);
      if (cell && (cell.charge !== totals.charge || cell.n !== totals.n))
        fail("a frozen period does not equal its blocks", { account, period, cell, totals });
      calls += totals.n;
    }
    if (row.opening !== opening) fail("the open period does not open with the last closing", { account });
    if (from !== undefined && row.periodFrom !== from) fail("the open period does not follow the last", { account });
    return calls;
  }

  /** Marks of an account are its rows, each once. Sets that expired are not counted. */
  checkMarks(accounts: readonly string[], expired: ReadonlySet<string>): void {
    const marked = new Set<string>();
    for (const item of this.table.items()) {
      const [kind, account = "", window] = (item["pk"] as string).split("#");
      if (kind !== "SEEN" || !accounts.includes(account)) continue;
      for (const identity of readMarks(item["marks"] as Uint8Array).keys()) {
        if (item["split"]) fail("a split set still holds marks", { account, window });
        if (marked.has(`${account} ${identity}`)) fail("a call is marked twice", { account, identity });
        marked.add(`${account} ${identity}`);
        if (!this.rows.has(`${account} ${identity}`)) fail("a mark without a call", { account, identity });
      }
    }
    for (const [key, row] of this.rows)
      if (!marked.has(key) && !expired.has(`${key.split(" ")[0]} ${Math.floor(row.cdr.setupMs / 600_000)}`))
        fail("a call without a mark", { key });
  }
}
