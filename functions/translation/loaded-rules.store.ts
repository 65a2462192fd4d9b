import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany, type Item, type Key } from "../platform/table.ts";
import { readRuleFile } from "./rule-file.store.ts";
import { firstList, type ListName, StoredRuleList } from "./rule-list.ts";
import { type CompiledList, compileRules } from "./translate-number.ts";

interface Kept {
  list: Promise<CompiledList>;
  /** Rules that it has, once it is there. */
  size: number;
}

/** Compiled lists by account, list and version, in the order of use: a list is read with every batch and compiled once. */
const kept = new Map<string, Kept>();
/** Of all lists together: a compiled rule takes some 300 bytes. */
const mostRulesKept = 200_000;
let rulesKept = 0;
const mostKept = 2000;

const untouched = compileRules(firstList("destination").rules);
const none = compileRules([]);

const StoredList = StoredRuleList.extend({ pk: z.string(), sk: z.string() });
type StoredList = z.infer<typeof StoredList>;

function forget(id: string): void {
  rulesKept -= kept.get(id)?.size ?? 0;
  kept.delete(id);
}

function compile(id: string, { rules, body }: StoredList): Kept {
  const made: Kept = { list: Promise.resolve(none), size: 0 };
  const compiled = (all: typeof rules) => {
    made.size = all.length;
    if (kept.get(id) === made) rulesKept += all.length;
    return compileRules(all);
  };
  made.list = (body === null ? Promise.resolve(rules) : readRuleFile(body)).then(compiled);
  // What could not be read is asked for again next time.
  made.list.catch(() => forget(id));
  return made;
}

function compiledOf(stored: StoredList): Promise<CompiledList> {
  const id = `${stored.pk}#${stored.sk}#${stored.version}`;
  const found = kept.get(id) ?? compile(id, stored);
  // Moved to the end of the order, its size unchanged.
  kept.delete(id);
  kept.set(id, found);
  for (const oldest of kept.keys()) {
    if ((rulesKept <= mostRulesKept && kept.size <= mostKept) || oldest === id) break;
    forget(oldest);
  }
  return found.list;
}

/** Keys of the lists of these customers. */
export const ruleKeys = (accounts: readonly string[], lists: readonly ListName[]): Key[] =>
  accounts.flatMap((account) => lists.map((list) => keys.ruleList(account, list)));

/** The lists of items that were read, ready to translate with. One that is not among them is as nobody has touched it. */
export async function rulesOf(items: readonly Item[]): Promise<(account: string, list: ListName) => CompiledList> {
  const found = new Map<string, CompiledList>();
  for (const item of items) found.set(`${item.pk}#${item.sk}`, await compiledOf(StoredList.parse(item)));
  return (account, list) => {
    const { pk, sk } = keys.ruleList(account, list);
    return found.get(`${pk}#${sk}`) ?? (list === "cli" ? none : untouched);
  };
}

/** The lists of these customers, ready to translate with; read consistently, a hundred items at a time. */
export const loadRules = async (accounts: readonly string[], lists: readonly ListName[]) =>
  rulesOf(await getMany(ruleKeys(accounts, lists)));
