import * as z from "zod";
import { DialledNumber } from "../cdrs/cdr.ts";
import { TraceStep } from "../rating/trace.ts";
import { ListBody, type ListName } from "./rule-list.ts";
import { type CompiledList, cliByDestination, compileRules, skippedFor, translateNumber } from "./translate-number.ts";
import type { WantedRule } from "./translation-rule.ts";

/** The number typed in; for caller ID rules the destination, and the caller's number beside it. */
export const TryQuery = z.object({
  number: z.string().trim().max(60, "A number has at most 60 characters."),
  cli: z.string().trim().max(60, "A number has at most 60 characters.").default(""),
});

export const TryText = TryQuery.extend({ text: ListBody }).meta({ id: "TryTranslationRules" });

/** `BAD_NUMBER`: what the destination rules make of it is no number to rate. */
export const NumberRefusal = z.enum([
  "NUMBER_NOT_ALLOWED",
  "NUMBER_BLOCKED",
  "CLI_NOT_ALLOWED",
  "CLI_BLOCKED",
  "BAD_NUMBER",
]);

export const TryOutcome = z
  .object({
    number: z.string(),
    /** What the list makes of it; null where the call is refused. */
    result: z.string().nullable(),
    /** Refusal code of the call decision; null where the number passes. */
    refused: NumberRefusal.nullable(),
    steps: z.array(TraceStep),
  })
  .meta({ id: "TriedNumber" });
export type TryOutcome = z.infer<typeof TryOutcome>;

/** How a list is called in a trace. */
export const listWords: Record<ListName, string> = {
  source: "source translation",
  destination: "destination translation",
  "did-source": "DID source translation",
  "did-destination": "DID destination translation",
  cli: "CLI by destination",
};

/** A refused number is the called one in destination lists and the caller's in source lists. */
function refusal(list: ListName, reason: "NOT_ALLOWED" | "BLOCKED"): TryOutcome["refused"] {
  return list.endsWith("destination") ? `NUMBER_${reason}` : `CLI_${reason}`;
}

/** What a list makes of a number, as the decision of a call does it. */
export function outcomeOf(asked: { number: string; cli: string }, compiled: CompiledList, list: ListName): TryOutcome {
  const { number } = asked;
  if (list === "cli") {
    const { cli, steps } = cliByDestination(asked.cli, number, compiled);
    return { number, result: cli, refused: null, steps };
  }
  const made = translateNumber(number, compiled, listWords[list]);
  const { steps } = made;
  if (made.kind === "refused") return { number, result: null, refused: refusal(list, made.reason), steps };
  if (list === "destination" && !DialledNumber.safeParse(made.number).success) {
    const detail = `${made.number || "Nothing"} is no number to rate and to dial.`;
    const refused = { step: listWords[list], outcome: "no number", detail };
    return { number, result: null, refused: "BAD_NUMBER", steps: [...steps, refused] };
  }
  return { number, result: made.number, refused: null, steps };
}

/** The same with every rule that was passed over for its length. */
export function tryRules(
  asked: { number: string; cli: string },
  rules: readonly WantedRule[],
  list: ListName,
): TryOutcome {
  const compiled = compileRules(rules);
  const outcome = outcomeOf(asked, compiled, list);
  return { ...outcome, steps: [...skippedFor(asked.number, compiled, listWords[list]), ...outcome.steps] };
}
