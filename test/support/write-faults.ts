import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { replaceSend, type TableCommand } from "../../functions/platform/table.ts";

/** What goes wrong at one write to the table, each once. */

const writing = /^(Put|Update|Delete|TransactWrite)/;
export const isWrite = (command: TableCommand): boolean => writing.test(command.constructor.name);

class Died extends Error {}
const named = (name: string) => Object.assign(new Error(name), { name });
const cancelled = (code: string) =>
  new TransactionCanceledException({ message: code, $metadata: {}, CancellationReasons: [{ Code: code }] });

type Inner = (command: TableCommand) => Promise<unknown>;

interface Fault {
  /** Nothing comes after it. */
  isDeath: boolean;
  play(inner: Inner, command: TableCommand, late: Late): Promise<unknown>;
}
/** Takes a write that arrives when all is over. */
type Late = (write: () => Promise<unknown>) => void;

/** Nothing is written. A transaction says why by a reason's code, a single write by the error's name. */
const refusing = (code: string, name: string): Fault => ({
  isDeath: false,
  play: (_inner, command) =>
    Promise.reject(command.constructor.name.startsWith("Transact") ? cancelled(code) : named(name)),
});

/** By name: what becomes of the command. */
const faults: Record<string, Fault> = {
  "dies before it": {
    isDeath: true,
    play: () => Promise.reject(new Died()),
  },
  "dies after it": {
    isDeath: true,
    play: async (inner, command) => {
      await inner(command);
      throw new Died();
    },
  },
  "is throttled": refusing("ThrottlingError", "ProvisionedThroughputExceededException"),
  "meets another transaction": refusing("TransactionConflict", "TransactionConflictException"),
  "loses the answer": {
    isDeath: false,
    play: async (inner, command) => {
      await inner(command);
      throw named("TimeoutError");
    },
  },
  // What a client makes of a lost answer by itself.
  "is sent twice": {
    isDeath: false,
    play: async (inner, command) => {
      await inner(command);
      return inner(command).catch((error: object) => {
        throw Object.assign(error, { $metadata: { attempts: 2 } });
      });
    },
  },
  "arrives late": {
    isDeath: false,
    play: (inner, command, late) => {
      late(() => inner(command));
      return Promise.reject(named("TimeoutError"));
    },
  },
};
export const faultNames = Object.keys(faults);

interface Played<T> {
  /** Whether the work came so far. */
  wasPlayed: boolean;
  answer: T | undefined;
  /** Has what was late arrive. That it is refused then is as it should be. */
  arrive(): Promise<unknown>;
}

/** Plays the fault at the n-th write of the work, counted from 0, and gives what the work gave; nothing where it failed. */
export async function withFaultAt<T>(
  { step, fault }: { step: number; fault: string },
  work: () => Promise<T>,
): Promise<Played<T>> {
  const played = faults[fault];
  if (!played) throw new Error(`no such fault: ${fault}`);
  let [writes, wasPlayed] = [0, false];
  let arrive = (): Promise<unknown> => Promise.resolve();
  const back = replaceSend((inner) => (command) => {
    if (wasPlayed && played.isDeath) return Promise.reject(new Died());
    if (!isWrite(command) || writes++ !== step) return inner(command);
    wasPlayed = true;
    return played.play(inner, command, (write) => {
      arrive = () => write().catch(() => undefined);
    });
  });
  try {
    const answer = await work().catch(() => undefined);
    return { answer, wasPlayed, arrive };
  } finally {
    back();
  }
}
