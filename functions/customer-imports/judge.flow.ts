import { type Principal, reaches } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import type { FaultSources } from "../customers/customer-faults.flow.ts";
import type { FieldFault } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import type { ImportRow, StoredCustomerImport } from "./customer-import.ts";

/** What a row is held against. */
export interface Judge {
  actor: Principal;
  mode: StoredCustomerImport["mode"];
  sources: FaultSources;
  /** The line at which each name, address and code stood first; undefined where that was looked at in the trial. */
  firstLines: Map<string, number> | undefined;
}

/** What becomes of a row, and how it is made. */
export interface Judged {
  row: ImportRow;
  /**
   * Makes it through the form's own flow, with the write that settles the row in the same transaction.
   * @throws Problem conflict where somebody was faster
   */
  make?(settled: (account: string) => Write, at: number): Promise<void>;
}

export const reachable = ({ account, reseller }: Customer, { actor }: Judge): boolean =>
  reaches(actor, [account, ...(reseller ? [reseller] : [])]);

/** What an earlier line of the sheet says already: each field that repeats it. */
export function duplicatesOf(
  line: number,
  named: readonly (readonly [path: string, key: string])[],
  { firstLines }: Judge,
): FieldFault[] {
  if (!firstLines) return [];
  return named.flatMap(([path, key]) => {
    const first = firstLines.get(key) ?? line;
    firstLines.set(key, first);
    return first === line ? [] : [{ path, message: `The same as in line ${first}.` }];
  });
}

/** Codes as they are told apart in a sheet. */
export const codeKeys = (codes: readonly unknown[]): (readonly [string, string])[] =>
  codes.map((code) => ["switchAccounts", `code ${JSON.stringify(code)}`]);

export const distinct = (faults: readonly FieldFault[]): FieldFault[] => [
  ...new Map(faults.map((fault) => [`${fault.path}\n${fault.message}`, fault])).values(),
];
