import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { mostInItem, putRuleFile, readRuleFile } from "./rule-file.store.ts";
import { firstList, type ListName, type RuleList, StoredRuleList } from "./rule-list.ts";

export async function getRuleList(account: string, list: ListName): Promise<RuleList> {
  const stored = await get(StoredRuleList, keys.ruleList(account, list));
  if (!stored) return firstList(list);
  const { body, rules, version } = stored;
  return { rules: body === null ? rules : await readRuleFile(body), version };
}

/** Replaces the list that was read. Fails its condition when it changed in between. The file of a long one is written at once. */
export async function changeRuleList(
  account: string,
  list: ListName,
  seen: RuleList,
  rules: RuleList["rules"],
): Promise<Write> {
  const kept = rules.length > mostInItem ? { rules: [], body: await putRuleFile(rules) } : { rules, body: null };
  return put(
    { ...keys.ruleList(account, list), ...kept, version: seen.version + 1 },
    seen.version === 0 ? absent : unchanged("version", seen.version),
  );
}
