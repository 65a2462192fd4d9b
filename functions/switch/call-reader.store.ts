import type * as z from "zod";
import { getMany, type Item, type Key } from "../platform/table.ts";

/** Items that one decision rests on, each read once and consistently, in as few rounds as what is known allows. */
export class CallReader {
  private readonly items = new Map<string, Item | undefined>();

  /** The item, if it was read and exists. */
  get<S extends z.ZodType>(schema: S, key: Key): z.output<S> | undefined {
    const item = this.items.get(nameOf(key));
    return item && schema.parse(item);
  }

  raw(keys: readonly Key[]): Item[] {
    return keys.flatMap((key) => this.items.get(nameOf(key)) ?? []);
  }

  /** Reads those that were not read. False: there was nothing to read. */
  async read(keys: readonly Key[]): Promise<boolean> {
    const missing = keys.filter((key) => !this.items.has(nameOf(key)));
    if (missing.length === 0) return false;
    for (const key of missing) this.items.set(nameOf(key), undefined);
    for (const item of await getMany(missing)) this.items.set(nameOf(item), item);
    return true;
  }
}

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
