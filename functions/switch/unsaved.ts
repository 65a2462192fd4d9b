import * as z from "zod";
import { customerFields } from "../customers/customer.ts";
import { NewDialingRoute } from "../routing/dialing-route.ts";
import { ListBody, type ListName, readList } from "../translation/rule-list.ts";
import { compileRules } from "../translation/translate-number.ts";
import type { CallFacts } from "./call-facts.ts";

/** A configuration that is not saved: a call is tried as if it were. What is left out is as it is saved. */

const ruleText = (list: ListName) =>
  ListBody.superRefine((text, context) => {
    for (const { message } of readList(text, list).faults) context.addIssue({ code: "custom", message });
  });

export const UnsavedConfiguration = z
  .strictObject({
    /** Fields of the customer by which a call is decided. */
    customer: z
      .strictObject(customerFields)
      .pick({
        ...{ status: true, codecChecking: true, codecs: true, cliByDestination: true, callWithMedia: true },
        ...{ maxCallMinutes: true, callSessionsPerSecond: true, blockLossRoutes: true, expectedCallSeconds: true },
        ...{ lossTolerancePercent: true, dailySpendCap: true, maxPricePerMinute: true, prefixCallLimits: true },
        ...{ nightHours: true, nightMaxCallSessions: true, nightMaxPricePerMinute: true, country: true },
      })
      .partial()
      .optional(),
    /** A whole list, a rule a line. */
    destinationRules: ruleText("destination").optional(),
    sourceRules: ruleText("source").optional(),
    cliRules: ruleText("cli").optional(),
    dialingRoutes: z.array(NewDialingRoute).max(500, "Must be at most 500 dialing routes.").optional(),
  })
  .meta({ id: "UnsavedConfiguration" });
export type UnsavedConfiguration = z.output<typeof UnsavedConfiguration>;

const compiled = (text: string, list: ListName) => compileRules(readList(text, list).rules);

/** The facts as they would be. Money, calls that are up and the tariff stay those of now. */
export function withUnsaved(facts: CallFacts, unsaved: UnsavedConfiguration): CallFacts {
  const { customer, destinationRules, sourceRules, cliRules, dialingRoutes } = unsaved;
  const [own, ...above] = facts.levels;
  return {
    ...facts,
    levels: [{ ...own, customer: { ...own.customer, ...(customer as Partial<typeof own.customer>) } }, ...above],
    ...(destinationRules === undefined ? {} : { destinationRules: compiled(destinationRules, "destination") }),
    ...(sourceRules === undefined ? {} : { sourceRules: compiled(sourceRules, "source") }),
    ...(cliRules === undefined ? {} : { cliRules: compiled(cliRules, "cli") }),
    ...(dialingRoutes === undefined
      ? {}
      : { dialingRoutes: dialingRoutes.map((route, n) => ({ ...route, id: `unsaved-${n}` })) }),
  };
}
