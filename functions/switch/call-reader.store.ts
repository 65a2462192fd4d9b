import type * as z from "zod";
import { Hints } from "../platform/hints.ts";
import { getMany, type Item, type Key, keyName } from "../platform/table.ts";

/** Items that one decision rests on, each read once and consistently, in as few rounds as what is known allows. */
export class CallReader {
  private readonly items = new Map<string, Item | undefined>();
  /** Items as they were parsed: what is needed next is asked of them again after every round. */
  private readonly parsed = new Map<string, unknown>();
  private early: readonly Key[];

  constructor(early: readonly Key[] = []) {
    this.early = early;
  }

  /** The item, if it was read and exists. A key is of one type, so it is always asked for by the same schema. */
  get<S extends z.ZodType>(schema: S, key: Key): z.output<S> | undefined {
    const name = keyName(key);
    const item = this.items.get(name);
    if (item && !this.parsed.has(name)) this.parsed.set(name, schema.parse(item));
    return this.parsed.get(name) as z.output<S> | undefined;
  }

  raw(keys: readonly Key[]): Item[] {
    return keys.flatMap((key) => this.items.get(keyName(key)) ?? []);
  }

  /** Reads those that were not read. False: there was nothing to read. */
  async read(keys: readonly Key[]): Promise<boolean> {
    if (keys.every((key) => this.items.has(keyName(key)))) return false;
    const missing = [...keys, ...this.early].filter((key) => !this.items.has(keyName(key)));
    this.early = [];
    for (const key of missing) this.items.set(keyName(key), undefined);
    for (const item of await getMany(missing)) this.items.set(keyName(item), item);
    return true;
  }
}

/** What a first round asks for beside what is known to be needed, by who calls. */
const hints = new Hints<{ account: string; needed: readonly Key[] }>(20_000);

/**
 * A reader that asks in its first round already for what the same caller needed last time, so that mostly one round is
 * enough. It only decides what is read early: what counts is what was read now.
 */
export function readerFor(caller: string, ownKeys: (account: string) => readonly Key[]): CallReader {
  const hint = hints.get(caller);
  return new CallReader(hint && [...ownKeys(hint.account), ...hint.needed]);
}

/** Keeps what the caller needed, and whose call it was: a call's own items are named by its account. */
export const rememberNeeds = (caller: string, account: string, needed: readonly Key[]): void =>
  hints.keep(caller, { account, needed });
