import type { SwitchCdr } from "../cdrs/cdr.ts";
import { listCalls } from "../cdrs/list-calls.flow.ts";
import type { Customer } from "../customers/customer.ts";
import { getSources } from "../intake/source.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import type { CallerResolution } from "../intake/whose-call.ts";
import { isoInstant } from "../platform/clock.ts";
import { isEmergency } from "../rating/emergency-numbers.ts";
import { dayMs } from "../time/day.ts";
import { type ChangedNumbers, changedAmong, mostCalls, mostNamed, type UsedNumber, use } from "./changed-numbers.ts";
import { loadRules } from "./loaded-rules.store.ts";
import type { ListName } from "./rule-list.ts";
import { type CompiledList, compileRules, translateNumber } from "./translate-number.ts";
import type { WantedRule } from "./translation-rule.ts";

type Known = Extract<CallerResolution, { kind: "known" }>;
interface Asked {
  number: string;
  cli: string;
}

/** What goes into a list of calls that arrive on DIDs. A forwarded call has no device that its number would be sent to. */
function arriving({ cld, cli, isForwarded }: Known, list: ListName): Asked | undefined {
  if (list === "did-destination") return isForwarded ? undefined : { number: cld, cli: "" };
  return list === "did-source" && cli !== "" ? { number: cli, cli: "" } : undefined;
}

/** What goes into a list of the customer's own calls: the caller ID rules come behind both translations. */
function outgoing({ cld, cli, customer }: Known, list: ListName, saved: (list: ListName) => CompiledList) {
  if (list.startsWith("did") || isEmergency(cld, customer.country)) return undefined;
  if (list !== "cli") return { number: list === "destination" ? cld : cli, cli: "" };
  const to = translateNumber(cld, saved("destination"), "");
  const from = translateNumber(cli, saved("source"), "");
  return to.kind === "refused" || from.kind === "refused" ? undefined : { number: to.number, cli: from.number };
}

/** The customer's calls of the last 24 hours, with whose each is by the devices of today. */
async function callsOfDay(account: string, at: number) {
  const filter = { fromMs: at - dayMs, toMs: at, minCharge: undefined, maxCharge: undefined };
  const { calls, after } = await listCalls(account, filter, { limit: mostCalls, after: undefined });
  const cdrs: SwitchCdr[] = calls.map(({ row: { cdr, source, line } }) => ({ ...cdr, source, line }));
  const sources = await getSources([...new Set(cdrs.map(({ source }) => source))]);
  return { cdrs, sources, callers: await resolveCallers(cdrs, sources), isWhole: after === undefined };
}

/**
 * Which numbers of the last 24 hours the rules `wanted` would treat otherwise than the saved list. Nothing is kept.
 * @param at now, epoch ms
 */
export async function changedNumbers(
  { account }: Customer,
  { list, wanted }: { list: ListName; wanted: readonly WantedRule[] },
  at: number,
): Promise<ChangedNumbers> {
  const { cdrs, sources, callers, isWhole } = await callsOfDay(account, at);
  const loaded = await loadRules([account], [...new Set([list, "destination", "source"] as const)]);
  const saved = (name: ListName) => loaded(account, name);
  const numbers = new Map<string, UsedNumber>();
  let [calls, translatedCalls] = [0, 0];
  for (const [index, caller] of callers.entries()) {
    const cdr = cdrs[index];
    if (!cdr || caller.kind === "unknown" || caller.customer.account !== account) continue;
    const isIncoming = caller.incoming !== undefined || caller.isForwarded === true;
    const asked = isIncoming ? arriving(caller, list) : outgoing(caller, list, saved);
    if (!asked) continue;
    if (sources.get(cdr.source)?.numberState === "TRANSLATED") translatedCalls++;
    else {
      calls++;
      use(numbers, asked, isoInstant(cdr.setupMs));
    }
  }
  const changed = changedAmong(numbers.values(), { list, before: saved(list), after: compileRules(wanted) });
  const span = { from: isoInstant(at - dayMs), to: isoInstant(at) };
  const counts = { calls, translatedCalls, isWhole, numbers: numbers.size, changed: changed.length };
  return { ...span, ...counts, items: changed.slice(0, mostNamed) };
}
