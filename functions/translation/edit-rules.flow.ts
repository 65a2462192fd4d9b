import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, stillOpen } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import {
  faultOf,
  fullWord,
  type ListName,
  lineOf,
  mostRules,
  type RuleList,
  readList,
  twinOf,
  withIds,
} from "./rule-list.ts";
import { changeRuleList, getRuleList } from "./translation.store.ts";
import { changedRule, type NewRule, type Rule, type RuleChange, type WantedRule } from "./translation-rule.ts";

/** Whose list, who edits it and when. */
export interface Editing {
  customer: Customer;
  list: ListName;
  actor: Principal;
  at: number;
}

const lostWord = "Someone else changed this list meanwhile. Load it again and repeat your change.";

/** Rules of one side of an audit line that are told whole; an item holds at most 400 KB. */
const mostTold = 500;

/** Before and after of short lists; of long ones how many there were, and those that went and came. */
function changeShown(before: readonly Rule[], after: readonly Rule[]) {
  const texts = (of: readonly Rule[]) => of.map(lineOf);
  const [old, next] = [texts(before), texts(after)];
  if (Math.max(old.length, next.length) <= mostTold) return { before: { rules: old }, after: { rules: next } };
  const without = (those: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return { rules: those.filter((rule) => !known.has(rule)).slice(0, mostTold), count: those.length };
  };
  return { before: without(old, next), after: without(next, old) };
}

/** Keeps the list as `rules`. @throws Problem conflict when it changed since `seen`, or the customer was closed */
async function keep({ customer, list, actor, at }: Editing, seen: RuleList, rules: Rule[]): Promise<RuleList> {
  const { account } = customer;
  const change = changeShown(seen.rules, rules);
  const entry = auditEntry({ actor, action: "translation-rules.change", subject: list, account, ...change }, at);
  await transactGuarded([
    ...guarded([await changeRuleList(account, list, seen, rules), entry], lostWord),
    ...guarded([stillOpen(account)], closedWord),
  ]);
  return { rules, version: seen.version + 1 };
}

function refuseTwin(wanted: WantedRule, seen: RuleList, but?: string): void {
  const twin = twinOf(wanted, seen.rules, but);
  if (!twin) return;
  const message = `The list has ${twin.rule}, which asks the same of a number.`;
  throw new Problem("conflict", message, { fields: [{ path: "rule", message }] });
}

/** @throws Problem conflict for a rule that asks the same as one of the list; invalid when the list is full */
export async function addRule(editing: Editing, seen: RuleList, { index = seen.rules.length, ...wanted }: NewRule) {
  refuseTwin(wanted, seen);
  if (seen.rules.length >= mostRules) throw new Problem("invalid", fullWord);
  const rule: Rule = { id: newId("rule"), ...wanted };
  return { rule, list: await keep(editing, seen, seen.rules.toSpliced(index, 0, rule)) };
}

/** A change that changes nothing writes nothing. @throws Problem conflict as above; invalid by the grammar */
export async function editRule(editing: Editing, seen: RuleList, kept: Rule, change: RuleChange) {
  const { id } = kept;
  const wanted = changedRule(kept, change);
  const message = faultOf(wanted, editing.list);
  if (message) throw new Problem("invalid", "Please correct: rule.", { fields: [{ path: "rule", message }] });
  refuseTwin(wanted, seen, id);
  const rule: Rule = { id, ...wanted };
  if (lineOf(rule) === lineOf(kept) && rule.action === kept.action) return { rule: kept, list: seen };
  return {
    rule,
    list: await keep(
      editing,
      seen,
      seen.rules.map((one) => (one.id === id ? rule : one)),
    ),
  };
}

export const dropRule = (editing: Editing, seen: RuleList, id: string): Promise<RuleList> =>
  keep(
    editing,
    seen,
    seen.rules.filter((one) => one.id !== id),
  );

/** Replaces the whole list by a pasted text; rules that stay keep their ids. @throws Problem invalid that names every wrong line */
export function replaceRules(editing: Editing, seen: RuleList, text: string): Promise<RuleList> {
  const { rules, faults } = readList(text, editing.list);
  if (faults.length > 0) throw new Problem("invalid", "Please correct the list.", { fields: faults });
  return keep(
    editing,
    seen,
    withIds(rules, seen, () => newId("rule")),
  );
}

/** The list as it is kept. */
export const rulesOf = ({ customer, list }: Pick<Editing, "customer" | "list">): Promise<RuleList> =>
  getRuleList(customer.account, list);
