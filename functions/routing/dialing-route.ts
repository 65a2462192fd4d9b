import * as z from "zod";
import type { FieldFault } from "../platform/problem.ts";

/**
 * Which route a customer's call takes: the longest pattern that the translated destination begins with. A pattern is
 * digits and `%`, such as `44%`; a part before `|` is taken away before the route is asked, as in `9|44%`.
 */

const patternText = /^(?:(\d+)\|)?(\d*)%$/;
export const mostDialingRoutes = 500;

/** Spaces do not count. */
const tidyPattern = (pattern: string): string => pattern.replaceAll(/\s/g, "");

export const patternFault = (pattern: string): string | undefined => {
  if (pattern.length > 40) return "A pattern has at most 40 characters.";
  return patternText.test(pattern)
    ? undefined
    : "A pattern is digits and a % at the end, such as 44%; % alone is any number.";
};

const Pattern = z
  .string()
  .transform(tidyPattern)
  .superRefine((pattern, context) => {
    const fault = patternFault(pattern);
    if (fault) context.addIssue({ code: "custom", message: fault });
  });

export const NewDialingRoute = z
  .object({ routeId: z.string().min(1, "Choose a route."), pattern: Pattern })
  .meta({ id: "NewDialingRoute" });
export type NewDialingRoute = z.output<typeof NewDialingRoute>;

export const DialingRouteChange = z
  .object({ routeId: z.string().min(1, "Choose a route.").optional(), pattern: Pattern.optional() })
  .meta({ id: "DialingRouteChange" });

export const DialingRoute = z
  .object({ id: z.string(), routeId: z.string(), pattern: z.string() })
  .meta({ id: "DialingRoute" });
export type DialingRoute = z.infer<typeof DialingRoute>;

/** All of a customer's, one item of the table: a call reads them at once. `version` counts the edits. */
export const DialingRoutes = z.object({ routes: z.array(DialingRoute), version: z.int().nonnegative() });
export type DialingRoutes = z.infer<typeof DialingRoutes>;

/** The digits that a number must begin with; two patterns of an account never ask the same. */
export const patternDigits = (pattern: string): string => pattern.replaceAll(/[|%]/g, "");

/** How many digits are taken away. */
const stripOf = (pattern: string): number => patternText.exec(pattern)?.[1]?.length ?? 0;

/** The dialing route of a number and the number that its route is asked for; undefined: NO_ROUTE. */
export function dialingRouteFor(number: string, routes: readonly DialingRoute[]) {
  const fitting = routes.filter(({ pattern }) => number.startsWith(patternDigits(pattern)));
  const [first] = fitting.toSorted((a, b) => patternDigits(b.pattern).length - patternDigits(a.pattern).length);
  return first ? { route: first, number: number.slice(stripOf(first.pattern)) } : undefined;
}

/** The one with the same digits, other than `but`. */
export const samePattern = (pattern: string, routes: readonly DialingRoute[], but?: string): DialingRoute | undefined =>
  routes.find((one) => one.id !== but && patternDigits(one.pattern) === patternDigits(pattern));

/** A pasted list, a line each: `44% => Premium Europe`. */
export const DialingRoutesText = z
  .object({ text: z.string().max(60_000, "A list has at most 60,000 characters.") })
  .meta({ id: "DialingRoutesText", examples: [{ text: "44% => Premium\n% => Standard" }] });

export interface WantedRoute {
  pattern: string;
  routeId: string;
}

/** `routeIds` by name in lower case. Every line that is wrong is named. */
export function readDialingRoutes(text: string, routeIds: ReadonlyMap<string, string>) {
  const faults: FieldFault[] = [];
  const wanted: WantedRoute[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "") continue;
    const wrong = (message: string) =>
      faults.push({ path: `text.${index + 1}`, message: `Line ${index + 1}: ${message}` });
    const [before = "", name = "", ...more] = line.split("=>").map((side) => side.trim());
    const pattern = tidyPattern(before);
    const routeId = routeIds.get(name.toLowerCase());
    const fault = patternFault(pattern);
    const twin = seen.get(patternDigits(pattern));
    if (name === "" || more.length > 0) wrong("A line is a pattern, => and the name of a route.");
    else if (fault) wrong(fault);
    else if (!routeId) wrong(`There is no route ${name.slice(0, 60)}.`);
    else if (twin) wrong(`Line ${twin} has the same pattern.`);
    else {
      seen.set(patternDigits(pattern), index + 1);
      wanted.push({ pattern, routeId });
    }
  }
  if (wanted.length > mostDialingRoutes)
    faults.push({ path: "text", message: `A customer has at most ${mostDialingRoutes} dialing routes.` });
  return { wanted, faults };
}
