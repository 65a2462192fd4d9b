import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany, type Item, type Key } from "../platform/table.ts";
import { firstList, type ListName, RuleList } from "./rule-list.ts";
import { type CompiledList, compileRules } from "./translate-number.ts";

/** Compiled lists by account, list and version, in the order of use: a list is read with every batch and compiled once. */
const compiled = new Map<string, CompiledList>();
const mostCompiled = 2000;

const untouched = compileRules(firstList("destination").rules);
const none = compileRules([]);

function compiledOf(name: string, { rules, version }: RuleList): CompiledList {
  const id = `${name}#${version}`;
  const list = compiled.get(id) ?? compileRules(rules);
  compiled.delete(id);
  compiled.set(id, list);
  for (const [oldest] of compiled) {
    if (compiled.size <= mostCompiled) break;
    compiled.delete(oldest);
  }
  return list;
}

const StoredList = RuleList.extend({ pk: z.string(), sk: z.string() });

/** Keys of the lists of these customers. */
export const ruleKeys = (accounts: readonly string[], lists: readonly ListName[]): Key[] =>
  accounts.flatMap((account) => lists.map((list) => keys.ruleList(account, list)));

/** The lists of items that were read, ready to translate with. One that is not among them is as nobody has touched it. */
export function rulesOf(items: readonly Item[]): (account: string, list: ListName) => CompiledList {
  const found = new Map(items.map((item) => [`${item.pk}#${item.sk}`, StoredList.parse(item)]));
  return (account, list) => {
    const { pk, sk } = keys.ruleList(account, list);
    const stored = found.get(`${pk}#${sk}`);
    return stored ? compiledOf(`${pk}#${sk}`, stored) : list === "cli" ? none : untouched;
  };
}

/** The lists of these customers, ready to translate with; read consistently, a hundred items at a time. */
export const loadRules = async (accounts: readonly string[], lists: readonly ListName[]) =>
  rulesOf(await getMany(ruleKeys(accounts, lists)));
