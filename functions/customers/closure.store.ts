import { keys } from "../platform/keys.ts";
import { get, put, remove, type Write } from "../platform/table.ts";
import { Closure } from "./closure.ts";
import { keptUntil } from "./undo-term.ts";

export const getClosure = (account: string): Promise<Closure | undefined> => get(Closure, keys.closure(account));

/** Part of the closing: a later closing takes the place of an earlier one. */
export const keepClosure = (account: string, closure: Closure, at: number): Write =>
  put({ ...keys.closure(account), ...closure, ttl: keptUntil(at) });

export const dropClosure = (account: string): Write => remove(keys.closure(account));
