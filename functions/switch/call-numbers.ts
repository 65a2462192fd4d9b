import { DialledNumber } from "../cdrs/cdr.ts";
import { cliByDestination, type Translation, translateNumber } from "../translation/translate-number.ts";
import type { Step } from "./call-draft.ts";
import { codecsFor } from "./codec-offer.ts";
import type { Refusal, RefusalCode } from "./refusal.ts";

/** The codecs and numbers of a call, as the customer's lists leave them. */

export const codecs: Step = (draft) => {
  const outcome = codecsFor(draft.request.codecs, draft.facts.levels[0].customer);
  draft.trace.push(...outcome.steps);
  if (outcome.kind === "refused") return { code: "CODEC_NOT_ALLOWED", detail: outcome.detail };
  draft.codecs = outcome.codecs;
  return undefined;
};

export const badNumber = (number: string): Refusal => ({
  code: "BAD_NUMBER",
  detail: `${JSON.stringify(number.slice(0, 40))} is not up to 32 of 0-9, *, #, + and A-D.`,
});

export const refusedBy = (made: Translation & { kind: "refused" }, side: "NUMBER" | "CLI"): Refusal => ({
  code: `${side}_${made.reason}` satisfies RefusalCode,
  detail: made.detail,
});

export const destination: Step = (draft) => {
  const made = translateNumber(draft.cld, draft.facts.destinationRules, "destination translation");
  draft.trace.push(...made.steps);
  if (made.kind === "refused") return refusedBy(made, "NUMBER");
  draft.cld = made.number;
  return DialledNumber.safeParse(made.number).success ? undefined : badNumber(made.number);
};

export const source: Step = (draft) => {
  const made = translateNumber(draft.cli, draft.facts.sourceRules, "source translation");
  draft.trace.push(...made.steps);
  if (made.kind === "refused") return refusedBy(made, "CLI");
  draft.cli = made.number;
  return undefined;
};

export const callerId: Step = (draft) => {
  if (!draft.facts.levels[0].customer.cliByDestination) return undefined;
  const made = cliByDestination(draft.cli, draft.cld, draft.facts.cliRules);
  draft.trace.push(...made.steps);
  draft.cli = made.cli;
  return undefined;
};
