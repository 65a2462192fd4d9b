import * as z from "zod";
import { startOfDay } from "../ledger/period.ts";
import type { FieldFault } from "../platform/problem.ts";
import { dateIn } from "../time/zone.ts";
import type { Customer } from "./customer.ts";
import { TaxChange } from "./dated-tax.ts";

/** When a dated tax may be set, and what of it may still change. */

export const TaxChanges = z
  .strictObject({ items: z.array(TaxChange).max(20, "Must be at most 20 changes.") })
  .meta({ id: "TaxChanges" });
export type TaxChanges = z.infer<typeof TaxChanges>;

const same = (a: TaxChange, b: TaxChange): boolean =>
  a.from === b.from && a.taxFlag === b.taxFlag && a.taxMode === b.taxMode && sameTaxes(a, b);
const sameTaxes = (a: TaxChange, b: TaxChange): boolean => JSON.stringify(a.taxes) === JSON.stringify(b.taxes);

function faultsOfOne({ taxFlag, taxes }: TaxChange, n: number): FieldFault[] {
  const refuse = (message: string) => [{ path: `items.${n}.taxes`, message }];
  if (taxFlag === "NONE") return taxes.length > 0 ? refuse("Must be empty where the tax flag is NONE.") : [];
  if (taxFlag === "VAT" && taxes.length !== 1) return refuse("VAT has exactly one rate.");
  if (taxes.length === 0) return refuse("TAX has one to three rates.");
  const names = new Set(taxes.map(({ name }) => name.toLowerCase()));
  return names.size < taxes.length ? refuse("Must not name a tax twice.") : [];
}

type Taxed = Pick<Customer, "taxChanges" | "timeZone" | "taxNumber">;

/** What is wrong with the changes that are asked for, of a customer that has some already. `at`: now. */
export function taxChangeFaults(seen: Taxed, asked: readonly TaxChange[], at: number): FieldFault[] {
  const today = dateIn(seen.timeZone, at);
  const begun = seen.taxChanges.filter(({ from }) => from <= today);
  const faults = asked.flatMap((one, n): FieldFault[] => {
    const earlier = n > 0 && one.from <= (asked[n - 1]?.from ?? "");
    const isKnown = begun.some((old) => same(old, one));
    return [
      ...faultsOfOne(one, n),
      ...(one.taxFlag !== "NONE" && seen.taxNumber === null && !isKnown
        ? [{ path: `items.${n}.taxFlag`, message: "Needs the customer's VAT or certificate number first." }]
        : []),
      ...(earlier ? [{ path: `items.${n}.from`, message: "Must be after the one before." }] : []),
      ...(one.from <= today && !isKnown
        ? [{ path: `items.${n}.from`, message: "Must be after today: calls of today are charged already." }]
        : []),
    ];
  });
  const isLost = begun.some((old) => !asked.some((one) => same(old, one)));
  return isLost ? [...faults, { path: "items", message: "What has begun must stay as it is." }] : faults;
}

export const datedIn = (timeZone: string, changes: readonly TaxChange[]): Customer["taxChanges"] =>
  changes.map((one) => ({ ...one, fromMs: startOfDay(one.from, timeZone) }));

/** Once a dated tax holds, the stored one is history: an edit of it would change nothing that a person expects. */
export function datedTaxFaults(seen: Customer, fields: Readonly<Record<string, unknown>>, at: number): FieldFault[] {
  if (!seen.taxChanges.some(({ fromMs }) => fromMs <= at)) return [];
  const names = (["taxFlag", "taxMode", "taxes"] as const).filter(
    (name) => JSON.stringify(fields[name]) !== JSON.stringify(seen[name]),
  );
  return names.map((path) => ({ path, message: "Holds no more: the tax has a date here. Add another dated tax." }));
}
