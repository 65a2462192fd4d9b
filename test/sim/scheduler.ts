import { AsyncLocalStorage } from "node:async_hooks";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { replaceClock } from "../../functions/platform/clock.ts";
import { replacePause } from "../../functions/platform/pause.ts";
import { replaceSend, type TableCommand } from "../../functions/platform/table.ts";
import type { MemoryTable } from "./memory-table.ts";
import type { Random } from "./random.ts";

/**
 * Runs many callers over one table, one step at a time. A step is one command to the table or the end of one wait;
 * which comes next is drawn from the seed, and so is what goes wrong with it.
 */

/** One process that may die: nothing that it waits for ever comes back to it afterwards. */
export interface Caller {
  name: string;
  dead: boolean;
  /** Milliseconds that its clock is wrong by. */
  skewMs: number;
}

export interface FaultRates {
  crash: number;
  throttle: number;
  conflict: number;
  requestLost: number;
  ackLost: number;
  late: number;
}
export const noFaults: FaultRates = { crash: 0, throttle: 0, conflict: 0, requestLost: 0, ackLost: 0, late: 0 };

interface Step {
  caller: Caller;
  run: () => void;
}

const timeout = () => Object.assign(new Error("socket hang up"), { name: "TimeoutError" });

export class Scheduler {
  private readonly steps: Step[] = [];
  private readonly lateWrites: TableCommand[] = [];
  private readonly callers = new AsyncLocalStorage<Caller>();
  private readonly undo: (() => void)[];
  private running = 0;
  private readonly table: MemoryTable;
  private readonly random: Random;
  private broken: unknown;
  faults: FaultRates = noFaults;
  clockMs: number;
  transactions = 0;

  constructor(table: MemoryTable, random: Random, startMs: number) {
    this.table = table;
    this.random = random;
    this.clockMs = startMs;
    this.undo = [
      replaceSend(() => (command) => this.requested(command)),
      replacePause((ms) => this.waited(ms)),
      replaceClock(() => this.clockMs + (this.callers.getStore()?.skewMs ?? 0)),
    ];
  }

  close(): void {
    for (const undo of this.undo) undo();
  }

  /** Starts a task as a caller. Its promise settles only if the caller lives. */
  start(caller: Caller, task: () => Promise<void>, ended: (error: unknown) => void): void {
    this.running++;
    const end = (error: unknown) => {
      if (caller.dead) return;
      this.running--;
      try {
        ended(error);
      } catch (violation) {
        this.broken ??= violation;
      }
    };
    this.callers.run(
      caller,
      () =>
        void task().then(
          () => end(undefined),
          (error: unknown) => end(error ?? new Error()),
        ),
    );
  }

  /** Runs until every living caller has ended and `everyStep` has nothing more to begin. */
  async drain(everyStep: () => boolean): Promise<void> {
    for (let steps = 0; ; steps++) {
      if (steps > 200_000) throw new Error("the world does not come to rest");
      // Lets every caller run up to its next command: promises first, then this.
      await new Promise<void>((resume) => setImmediate(resume));
      if (this.broken) throw this.broken;
      const more = everyStep();
      if (this.lateWrites.length > 0 && (this.steps.length === 0 || this.random.chance(0.1))) this.landLateWrite();
      else if (this.steps.length > 0) this.oneStep();
      else if (this.running <= 0 && !more) return;
    }
  }

  private oneStep(): void {
    const [step] = this.steps.splice(this.random.int(0, this.steps.length - 1), 1);
    this.clockMs += this.random.int(1, 40);
    if (step && !step.caller.dead) step.run();
  }

  private landLateWrite(): void {
    const [command] = this.lateWrites.splice(this.random.int(0, this.lateWrites.length - 1), 1);
    try {
      if (command) this.table.apply(command);
    } catch (error) {
      if (!["TransactionCanceledException", "ConditionalCheckFailedException"].includes((error as Error).name))
        throw error;
    }
  }

  private caller(): Caller {
    const caller = this.callers.getStore();
    if (!caller) throw new Error("a command outside every caller");
    return caller;
  }

  private waited(ms: number): Promise<void> {
    const caller = this.caller();
    return new Promise((resume) => {
      this.steps.push({
        caller,
        run: () => {
          this.clockMs += Math.ceil(Math.min(ms, 50));
          resume();
        },
      });
    });
  }

  private requested(command: TableCommand): Promise<unknown> {
    const caller = this.caller();
    return new Promise((resolve, reject) => {
      this.steps.push({ caller, run: () => this.perform(command, caller, resolve, reject) });
    });
  }

  kill(caller: Caller): void {
    if (caller.dead) return;
    caller.dead = true;
    this.running--;
  }

  private perform(
    command: TableCommand,
    caller: Caller,
    resolve: (reply: unknown) => void,
    reject: (error: unknown) => void,
  ): void {
    const transacts = command instanceof TransactWriteCommand;
    if (transacts) this.transactions++;
    const { crash, throttle, conflict, requestLost, ackLost, late } = this.faults;
    if (this.random.chance(crash)) return this.crash(command, caller, transacts);
    if (this.random.chance(throttle)) return reject(this.throttle(command, transacts));
    if (this.random.chance(requestLost)) return reject(timeout());
    if (transacts && this.random.chance(conflict)) return reject(this.conflict(command));
    if (transacts && this.random.chance(late)) {
      this.lateWrites.push(command);
      return reject(timeout());
    }
    if (command instanceof BatchGetCommand) return this.readInTwoGlances(command, caller, resolve);
    try {
      const reply = this.table.apply(command);
      if (transacts && this.random.chance(ackLost)) reject(timeout());
      else resolve(reply);
    } catch (error) {
      if (error instanceof Violation) throw error;
      reject(error);
    }
  }

  /** A batch of reads is no snapshot: some items may be read now and the others after someone else's write. */
  private readInTwoGlances(command: BatchGetCommand, caller: Caller, resolve: (reply: unknown) => void): void {
    const [[table, wanted] = ["", { Keys: [] }]] = Object.entries(command.input.RequestItems ?? {});
    const first = (wanted.Keys ?? []).map(() => this.random.chance(0.5));
    const glance = (now: boolean) => {
      const Keys = (wanted.Keys ?? []).filter((_, i) => first[i] === now);
      const reply = this.table.apply(new BatchGetCommand({ RequestItems: { [table]: { ...wanted, Keys } } }));
      return (reply as { Responses: Record<string, unknown[]> }).Responses[table] ?? [];
    };
    const early = glance(true);
    const run = () => resolve({ Responses: { [table]: [...early, ...glance(false)] }, UnprocessedKeys: {} });
    this.steps.push({ caller, run });
  }

  /** The process dies while its command is on the way: the command may have been applied, may be later, or is gone. */
  private crash(command: TableCommand, caller: Caller, writes: boolean): void {
    this.kill(caller);
    if (!writes) return;
    if (this.random.chance(0.4)) this.lateWrites.push(command);
    else if (this.random.chance(0.5)) {
      try {
        this.table.apply(command);
      } catch (error) {
        if (error instanceof Violation) throw error;
      }
    }
  }

  private reasons(command: TransactWriteCommand, code: string) {
    const items = command.input.TransactItems ?? [];
    const hit = this.random.int(0, items.length - 1);
    return items.map((_, i) => ({
      Code: i === hit ? code : this.random.chance(0.2) ? "ConditionalCheckFailed" : "None",
    }));
  }

  private throttle(command: TableCommand, transacts: boolean): Error {
    if (transacts && this.random.chance(0.7)) {
      const CancellationReasons = this.reasons(command as TransactWriteCommand, "ThrottlingError");
      return new TransactionCanceledException({ $metadata: {}, message: "", CancellationReasons });
    }
    return Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
  }

  private conflict(command: TransactWriteCommand): Error {
    const CancellationReasons = this.reasons(command, "TransactionConflict");
    return new TransactionCanceledException({ $metadata: {}, message: "", CancellationReasons });
  }
}

/** A promise of the product that a world broke. */
export class Violation extends Error {}
