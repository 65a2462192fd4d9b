import { DialledNumber, type SwitchCdr } from "../cdrs/cdr.ts";
import { isEmergency } from "../rating/emergency-numbers.ts";
import type { TraceStep } from "../rating/trace.ts";
import { loadRules } from "../translation/loaded-rules.store.ts";
import { type CompiledList, skipped, translateNumber } from "../translation/translate-number.ts";
import type { CdrSource } from "./source.ts";
import type { CallerResolution } from "./whose-call.ts";

type Known = Extract<CallerResolution, { kind: "known" }>;

/**
 * What a list makes of the number of a call that has happened. Where it refuses, the number stays as it is: the call
 * went through, so it has its price, and the step says that the switch let it go against the list.
 */
function afterTheFact(number: string, list: CompiledList, step: string): { number: string; steps: TraceStep[] } {
  const made = translateNumber(number, list, step);
  const passedOver = made.steps.filter(({ outcome }) => outcome === skipped);
  // A rule that leaves the number as it is says nothing of the call.
  if (made.kind === "translated") return made.number === number ? { number, steps: passedOver } : made;
  return {
    number,
    steps: [...passedOver, { step, outcome: "taken as it stands", detail: `${made.detail} The call had happened.` }],
  };
}

/** A number for help is what it is, whatever the lists make of it: so it is let go, and so it is told apart and free. */
function keptForHelp(caller: Known): CallerResolution {
  const detail = `${caller.cld} is an emergency number.`;
  return { ...caller, steps: [...caller.steps, { step: "emergency", outcome: caller.cld, detail }] };
}

function translated(caller: Known, destination: CompiledList, source: CompiledList): CallerResolution {
  if (isEmergency(caller.cld, caller.customer.country)) return keptForHelp(caller);
  const cld = afterTheFact(caller.cld, destination, "destination translation");
  const cli = afterTheFact(caller.cli, source, "source translation");
  if (!DialledNumber.safeParse(cld.number).success) {
    const detail = `The destination rules of ${caller.customer.account} make ${cld.number} of ${caller.cld}, which is no number to rate.`;
    return { kind: "unknown", reason: "BAD_NUMBER", detail };
  }
  return { ...caller, cld: cld.number, cli: cli.number, steps: [...caller.steps, ...cld.steps] };
}

/** A switch that reports numbers as dialled has not applied the customer's rules; they decide which number is rated. */
const asDialled = (cdr: SwitchCdr | undefined, sources: ReadonlyMap<string, CdrSource>): boolean =>
  cdr?.direction === "OUT" && sources.get(cdr.source)?.numberState === "DIALLED";

/** Not one that came from outside: those rules are for what the customer dials. */
const isOwnCall = ({ incoming, isForwarded }: Known): boolean => !incoming && !isForwarded;

/** The callers of `resolveCallers`, in the same order, with the customers' rules applied to numbers as dialled. */
export async function translateCallers(
  callers: readonly CallerResolution[],
  cdrs: readonly SwitchCdr[],
  sources: ReadonlyMap<string, CdrSource>,
): Promise<CallerResolution[]> {
  const accounts = new Set(
    callers.flatMap((caller, i) =>
      caller.kind === "known" && isOwnCall(caller) && asDialled(cdrs[i], sources) ? [caller.customer.account] : [],
    ),
  );
  if (accounts.size === 0) return [...callers];
  const rules = await loadRules([...accounts], ["destination", "source"]);
  return callers.map((caller, i) => {
    if (caller.kind !== "known" || !isOwnCall(caller) || !asDialled(cdrs[i], sources)) return caller;
    const { account } = caller.customer;
    return translated(caller, rules(account, "destination"), rules(account, "source"));
  });
}
