import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { firstList, type ListName, RuleList } from "./rule-list.ts";

export const getRuleList = async (account: string, list: ListName): Promise<RuleList> =>
  (await get(RuleList, keys.ruleList(account, list))) ?? firstList(list);

/** Replaces the list that was read. Fails its condition when it changed in between. */
export const changeRuleList = (account: string, list: ListName, seen: RuleList, rules: RuleList["rules"]): Write =>
  put(
    { ...keys.ruleList(account, list), rules, version: seen.version + 1 },
    seen.version === 0 ? absent : unchanged("version", seen.version),
  );
