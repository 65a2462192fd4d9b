import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany } from "../platform/table.ts";
import { firstList, RuleList, type TranslationListName } from "./rule-list.ts";
import { type CompiledList, compileRules } from "./translate-number.ts";

/** Compiled lists by account, list and version, in the order of use: a list is read with every batch and compiled once. */
const compiled = new Map<string, CompiledList>();
const mostCompiled = 2000;

const untouched = compileRules(firstList("destination").rules);

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

/** The lists of these customers, ready to translate with; read consistently, a hundred items at a time. */
export async function loadRules(
  accounts: readonly string[],
  lists: readonly TranslationListName[],
): Promise<(account: string, list: TranslationListName) => CompiledList> {
  const name = (account: string, list: TranslationListName) => {
    const { pk, sk } = keys.ruleList(account, list);
    return `${pk}#${sk}`;
  };
  const wanted = accounts.flatMap((account) => lists.map((list) => keys.ruleList(account, list)));
  const items = (await getMany(wanted)).map((item) => StoredList.parse(item));
  const found = new Map(items.map((item) => [`${item.pk}#${item.sk}`, item]));
  return (account, list) => {
    const id = name(account, list);
    const stored = found.get(id);
    return stored ? compiledOf(id, stored) : untouched;
  };
}
