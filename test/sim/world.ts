import { closePeriodsBefore } from "../../functions/ledger/close-period.flow.ts";
import { postCalls } from "../../functions/ledger/post-calls.flow.ts";
import type { PostableCall, PostingLimits } from "../../functions/ledger/posting-draft.ts";
import type { Posted } from "../../functions/ledger/posting-plan.ts";
import { bookPayment, type PaymentOrder } from "../../functions/payments/book-payment.flow.ts";
import { now } from "../../functions/platform/clock.ts";
import { accounts, chains, openAccounts, parents } from "./accounts.ts";
import { inventCall, type SimCall } from "./calls.ts";
import { checkCounted, foldChores } from "./folding.ts";
import { Auditor } from "./invariants.ts";
import { inventEdit, inventGrants, inventLanes, inventLimits, inventPayment, inventWeather } from "./inventions.ts";
import { MemoryTable } from "./memory-table.ts";
import { editCustomer, type Grant, liveThrough, sweep } from "./other-writers.ts";
import { partlyRestored } from "./partial-restore.ts";
import { Random } from "./random.ts";
import { Rerating } from "./rerating.ts";
import { type Caller, noFaults, Scheduler, Violation } from "./scheduler.ts";

/**
 * One world: customers, some below resellers, calls delivered more than once and in any order by event sources that
 * die, time out, rewind and cut their batches anew, while others pay, reserve, sweep, re-rate, change limits and close
 * periods.
 */

const startMs = Date.UTC(2026, 9, 13, 21, 0);
/** What a flow may end with when its table fails it: the caller asks again. Anything else is a fault of ours. */
const expected = ({ name, message }: Error): boolean =>
  ["TimeoutError", "ProvisionedThroughputExceededException"].includes(name) ||
  /very busy|cover at most|for contention/.test(message);

const windowOf = ({ account, row }: PostableCall): string => `${account} ${Math.floor(row.cdr.setupMs / 600_000)}`;

/** One lane of the stream and how far it is read. */
interface Lane {
  name: string;
  records: PostableCall[][];
  checkpoint: number;
  active: Caller | undefined;
}

export interface WorldReport {
  transactions: number;
  calls: number;
  deliveries: number;
}

export class World {
  private readonly random: Random;
  private readonly table = new MemoryTable();
  private readonly scheduler: Scheduler;
  private readonly auditor: Auditor;
  private readonly limits: PostingLimits;
  private readonly calls: SimCall[];
  private readonly lanes: Lane[];
  private readonly orders: PaymentOrder[];
  private readonly grants: Grant[];
  private readonly rerating: Rerating;
  /** Orders of resellers that had too little when everything had come to rest. */
  private readonly uncovered = new Set<PaymentOrder>();
  /** What each delivered call was last acknowledged as. */
  private readonly acknowledged = new Map<PostableCall, Posted>();
  private readonly expired = new Set<string>();
  /** Deliveries that found their call not charged yet. */
  private readonly early = new Set<PostableCall>();
  private chores: (() => Promise<void>)[] = [];
  private readonly jumps: { hours: number; days: number };
  private callers = 0;

  constructor(seed: number) {
    const random = new Random(seed);
    this.random = random;
    this.jumps = { hours: random.int(0, 40), days: random.int(0, 1) };
    this.limits = inventLimits(random);
    this.scheduler = new Scheduler(this.table, random, startMs);
    this.auditor = new Auditor(this.table, this.limits.marks, parents);
    this.calls = Array.from({ length: random.int(25, 60) }, (_, n) =>
      inventCall(random, n, random.pick(chains), startMs),
    );
    this.lanes = inventLanes(random, this.calls).map((lane) => ({ ...lane, checkpoint: 0, active: undefined }));
    this.orders = Array.from({ length: random.int(2, 5) }, (_, n) => inventPayment(random, n, accounts));
    this.grants = inventGrants(random, this.calls);
    this.rerating = new Rerating(seed);
  }

  private caller(name: string): Caller {
    return { name: `${name}-${this.callers++}`, dead: false, skewMs: this.random.int(-3000, 3000) };
  }

  private task(name: string, run: () => Promise<void>, ended: (caller: Caller) => void = () => undefined): Caller {
    const caller = this.caller(name);
    this.scheduler.start(caller, run, (error) => {
      if (error instanceof Violation) throw error;
      if (error && !expected(error as Error))
        throw new Violation(`${name}: ${(error as Error).stack}`, { cause: error });
      ended(caller);
    });
    return caller;
  }

  /** One invocation of the rating function for a part of a lane. */
  private invoke(lane: Lane): void {
    const from = lane.checkpoint;
    const batch = lane.records.slice(from, from + this.random.int(1, 5));
    const budgetMs = this.random.chance(0.1) ? this.random.int(0, 300) : 60_000;
    const run = async () => {
      const calls = batch.flat();
      const unknown = calls.filter((call) => !this.rowOf(call));
      const outcomes = await postCalls(calls, { deadline: now() + budgetMs, limits: this.limits });
      for (const call of calls) this.early.delete(call);
      for (const call of unknown) this.early.add(call);
      const open = batch.findIndex((record) => record.some((call) => outcomes[calls.indexOf(call)] === "unposted"));
      const done = open < 0 ? batch.length : open;
      for (const call of batch.slice(0, done).flat())
        this.acknowledged.set(call, outcomes[calls.indexOf(call)] ?? "unposted");
      lane.checkpoint = Math.max(lane.checkpoint, from + done);
    };
    lane.active = this.task(`rate-${lane.name}`, run, (caller) => {
      if (lane.active === caller) lane.active = undefined;
    });
  }

  private step(): boolean {
    const { random } = this;
    for (const lane of this.lanes) {
      if (lane.active?.dead) lane.active = undefined;
      // Believed dead, and still running: the zombie.
      if (lane.active && random.chance(0.01)) lane.active = undefined;
      if (!lane.active && lane.checkpoint > 0 && random.chance(0.02))
        lane.checkpoint -= random.int(1, Math.min(lane.checkpoint, 5));
      if (!lane.active && lane.checkpoint < lane.records.length && random.chance(0.3)) this.invoke(lane);
    }
    if (this.chores.length > 0 && random.chance(0.3)) this.task("chore", this.chores.pop() as () => Promise<void>);
    if (random.chance(0.02) && this.jumps.hours-- > 0) this.scheduler.clockMs += random.int(1, 12) * 3_600_000;
    if (random.chance(0.002) && this.jumps.days-- > 0) this.scheduler.clockMs += random.int(10, 45) * 86_400_000;
    if (random.chance(0.005)) this.expireMarks();
    return this.chores.length > 0 || this.lanes.some((lane) => lane.checkpoint < lane.records.length);
  }

  private expireMarks(): void {
    for (const item of [...this.table.items()])
      if (
        (item["ttl"] as number | undefined) !== undefined &&
        (item["ttl"] as number) * 1000 < this.scheduler.clockMs
      ) {
        const [, account, window] = (item["pk"] as string).split("#");
        this.expired.add(`${account} ${window}`);
        this.table.expire(item["pk"] as string, item["sk"] as string);
      }
  }

  private inventChores(): void {
    const { random } = this;
    const chores: (() => Promise<void>)[] = [];
    for (const order of this.orders)
      for (let i = random.int(1, 3); i > 0; i--) chores.push(() => bookPayment(order).then(() => undefined));
    for (const account of accounts) {
      for (let i = random.int(0, 3); i > 0; i--) chores.push(() => closePeriodsBefore(account, now()));
      for (let i = random.int(0, 3); i > 0; i--) chores.push(() => editCustomer(account, inventEdit(random)));
    }
    for (const grant of this.grants) chores.push(() => liveThrough(grant, random));
    this.chores = random.shuffled([...chores, ...foldChores(random), ...this.rerating.chores()]);
  }

  async run(): Promise<WorldReport> {
    try {
      this.task("setup", () => openAccounts(startMs));
      await this.scheduler.drain(() => false);
      this.inventChores();
      this.scheduler.faults = inventWeather(this.random);
      await this.scheduler.drain(() => this.step());
      this.scheduler.faults = noFaults;
      await this.comeToRest();
      this.checkTheEnd();
      await this.replayEverything();
      await this.postAfterPartialRestore();
      const deliveries = this.lanes.reduce((sum, lane) => sum + lane.records.flat().length, 0);
      return { transactions: this.scheduler.transactions, calls: this.calls.length, deliveries };
    } finally {
      this.scheduler.close();
    }
  }

  /** Without faults: payers ask again until they have an answer, lanes are read to their end, what is still held is swept. */
  private async comeToRest(): Promise<void> {
    for (const lane of this.lanes) lane.active = undefined;
    await this.scheduler.drain(() => {
      const behind = this.lanes.filter((lane) => lane.checkpoint < lane.records.length);
      for (const lane of behind) if (!lane.active) this.invoke(lane);
      return behind.length > 0;
    });
    for (const runs of this.rerating.lastRuns()) {
      for (const run of runs) this.task("rerate", run);
      await this.scheduler.drain(() => false);
    }
    for (const order of this.orders) this.task("pay", () => this.payInTheEnd(order));
    for (const grant of this.grants) this.task("sweep", () => sweep(grant));
    await this.scheduler.drain(() => false);
    for (const grant of this.grants) this.task("sweep", () => sweep(grant));
    await this.scheduler.drain(() => false);
  }

  private async payInTheEnd(order: PaymentOrder): Promise<void> {
    const entry = await bookPayment(order).catch((error: Error) => error);
    if (entry instanceof Error && order.payer && /cover at most/.test(entry.message)) this.uncovered.add(order);
    else if (entry instanceof Error) throw new Violation(`${order.idempotencyKey} got no answer: ${entry.message}`);
  }

  private rowOf(call: PostableCall) {
    return this.auditor.rows.get(`${call.account} ${call.row.identity}`);
  }

  private checkTheEnd(): void {
    for (const account of accounts) this.auditor.check(account);
    this.auditor.checkMarks(accounts, this.expired);
    this.checkOutcomes();
    this.checkPayments();
    checkCounted(this.table, this.auditor.present);
    this.rerating.check(this.table, this.auditor.present);
    for (const account of accounts) {
      const held = this.auditor.booksOf(account).held.size;
      if (held > 0) throw new Violation(`${held} reservations of ${account} are left`);
    }
    const sessions = this.table.peek("SES#d1", "SES")?.["n"] ?? 0;
    if (sessions !== 0) throw new Violation(`device sessions are left: ${sessions}`);
  }

  /** P8: every delivery ended as one of the things that a delivery can be, and the right one. */
  private checkOutcomes(): void {
    for (const call of this.lanes.flatMap((lane) => lane.records.flat())) {
      const was = this.acknowledged.get(call);
      const row = this.rowOf(call);
      const wanted: Posted[] = !row
        ? ["too-old"]
        : row.content !== call.row.content
          ? ["conflict"]
          : row.delivery !== call.row.delivery
            ? ["duplicate"]
            : ["posted", "redelivered"];
      // A mark that expired can no longer tell, and one that a zombie wrote later could not yet.
      if (row && (this.early.has(call) || this.expired.has(windowOf(call)))) wanted.push("too-old");
      if (!was || !wanted.includes(was)) {
        throw new Violation(`a delivery of ${call.row.cdr.callId} ended as ${was}, not ${wanted.join(" or ")}`);
      }
      if (!row && call.row.cdr.setupMs > this.scheduler.clockMs - 90 * 86_400_000)
        throw new Violation(`${call.row.cdr.callId} was never charged`);
    }
  }

  private checkPayments(): void {
    for (const account of accounts) {
      const wanted = this.orders
        .filter((order) => order.account === account && !this.uncovered.has(order))
        .reduce((sum, { request }) => {
          const nano = BigInt(Math.round(Number(request.amount) * 1e9));
          return sum + (request.kind === "PAYMENT" || request.kind === "CREDIT_ADD" ? nano : -nano);
        }, 0n);
      const booked = this.auditor.booksOf(account).payments;
      if (booked !== wanted) throw new Violation(`payments of ${account} are ${booked}, not ${wanted}`);
    }
  }

  private moneyDigest(): string {
    const money = [...this.table.items()].filter((item) => !/^SEEN#/.test(item["pk"] as string));
    const lines = money.map((item) => JSON.stringify(item, (_, v) => (typeof v === "bigint" ? String(v) : v)));
    return lines.sort().join("\n");
  }

  /** Everything once more, in another order and in other batches: not a byte of money changes. */
  private async replayEverything(): Promise<void> {
    const before = this.moneyDigest();
    const all = this.random.shuffled(this.lanes.flatMap((lane) => lane.records.flat()));
    while (all.length > 0) {
      const batch = all.splice(0, this.random.int(1, 12));
      this.task("replay", () =>
        postCalls(batch, { deadline: now() + 60_000, limits: this.limits }).then(() => undefined),
      );
    }
    await this.scheduler.drain(() => false);
    if (this.moneyDigest() !== before) throw new Violation("a full replay changed the money");
  }

  private async postAfterPartialRestore(): Promise<void> {
    const calls = partlyRestored(this.table);
    this.scheduler.clockMs = startMs;
    this.task("restored", async () => {
      const outcomes = await postCalls(calls, { deadline: now() + 60_000 });
      if (outcomes.includes("posted")) throw new Violation("a block was written over");
    });
    await this.scheduler.drain(() => false);
  }
}
