import type { Customer } from "../customers/customer.ts";
import { now } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { log } from "../platform/log.ts";
import { isConflict } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { changeCallFile, replaceCallFile } from "./call-file.store.ts";
import { failed, interrupted, made, mostTries, type StoredCallFile, taken } from "./call-file.ts";
import type { CallFileSettings } from "./call-file-settings.ts";
import { toldOf } from "./tell-call-file.flow.ts";
import { contentTypeOf, NotMade, writeCallFile } from "./write-call-file.flow.ts";

/** MADE and FAILED: it ended. AGAIN: it is to be tried once more. CHANGED: what it depends on was changed. BUSY: another run has it. */
export type Outcome = "MADE" | "FAILED" | "AGAIN" | "CHANGED" | "BUSY";

export interface Making {
  settings: CallFileSettings;
  customer: Customer;
  /** What is written along with the end of it, under its own condition. */
  alongside: readonly Write[];
  msLeft: () => number;
}

/** One transaction: the file as it is then, and what goes with it. */
async function settle(seen: StoredCallFile, next: StoredCallFile, writes: readonly Write[]): Promise<boolean> {
  try {
    await transactGuarded(guarded([changeCallFile(seen, next), ...writes], "It was changed meanwhile."));
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

async function giveUp(file: StoredCallFile, error: unknown, { alongside }: Making): Promise<Outcome> {
  const known = error instanceof NotMade ? error : undefined;
  const { account, day } = file;
  if (known?.reason !== "TOO_MANY_ROWS" && file.tries < mostTries) {
    log.warn("a file of calls is tried again", { account, day, ...(known ? { reason: known.reason } : { error }) });
    await replaceCallFile(file, { ...file, leaseMs: now() });
    return "AGAIN";
  }
  const failure = known
    ? { reason: known.reason, message: known.message }
    : { reason: "INTERNAL" as const, message: "Something went wrong on our side. Please have it made again." };
  log.error("a file of calls was not made", { account, day, reason: failure.reason, ...(known ? {} : { error }) });
  return (await settle(file, failed(file, failure), alongside)) ? "FAILED" : "CHANGED";
}

async function finish(file: StoredCallFile, making: Making): Promise<Outcome> {
  const { settings, customer, msLeft } = making;
  const written = await writeCallFile({ file, settings, at: now(), msLeft });
  const at = now();
  const of = { ...settings, currency: customer.currency, contentType: contentTypeOf(settings) };
  const told = await toldOf(made(file, written, of, at), making, at);
  if (await settle(file, told.file, [...told.writes, ...making.alongside])) return "MADE";
  await replaceCallFile(file, { ...file, leaseMs: now(), tries: file.tries - 1 });
  return "CHANGED";
}

/**
 * Makes the next revision of a file and tells of it. The file is written under a name that its day and revision give it;
 * that it is there, its messages and what goes with them are one transaction. So a run that ends anywhere before that
 * leaves nothing that counts, and one that ends behind it has nothing left to do.
 */
export async function makeCallFile(seen: StoredCallFile, making: Making): Promise<Outcome> {
  if (seen.leaseMs > now()) return "BUSY";
  if (seen.status === "MAKING" && seen.tries >= mostTries) {
    const { account, day } = seen;
    log.error("a file of calls was not made", { account, day, reason: interrupted.reason });
    return (await settle(seen, failed(seen, interrupted), making.alongside)) ? "FAILED" : "CHANGED";
  }
  const file = await replaceCallFile(seen, taken(seen, now()));
  if (!file) return "BUSY";
  try {
    return await finish(file, making);
  } catch (error) {
    return giveUp(file, error, making);
  }
}
