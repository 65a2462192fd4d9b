import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { TableCommand } from "../functions/platform/table.ts";
import type { MemoryTable } from "../test/sim/memory-table.ts";
import type { Random } from "../test/sim/random.ts";

/**
 * A table whose caller dies at a transaction, before or after it was carried out: the caller never hears of it again,
 * nor of anything else. Faults of other kinds are the simulator's business (test/sim); here it is about size.
 */
export class CrashingTable {
  /** Probability of a crash at a transaction. */
  crashes = 0;
  count = 0;
  private readonly memory: MemoryTable;
  private readonly random: Random;
  private crash: (() => void) | undefined;

  constructor(memory: MemoryTable, random: Random) {
    this.memory = memory;
    this.random = random;
  }

  send = async (command: TableCommand): Promise<unknown> => {
    if (!(command instanceof TransactWriteCommand) || !this.random.chance(this.crashes))
      return this.memory.apply(command);
    this.count++;
    if (this.random.chance(0.5)) this.memory.apply(command);
    this.crash?.();
    return new Promise<never>(() => undefined);
  };

  /** The work's result, or undefined when its process died. */
  survive<T>(work: () => Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      this.crash = () => resolve(undefined);
      work().then(resolve, reject);
    });
  }
}
