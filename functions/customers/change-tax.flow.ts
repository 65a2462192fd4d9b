import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { changeCustomer, closedWord } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { TaxChange } from "./dated-tax.ts";
import { datedIn } from "./tax-change.ts";

const lost = "Someone else changed this customer meanwhile. Load it again and repeat your change.";

/** @throws Problem conflict for a customer that is closed or changed meanwhile */
export async function changeTaxes(
  seen: Customer,
  changes: readonly TaxChange[],
  actor: Principal,
  at: number,
): Promise<Customer> {
  if (seen.status === "CLOSED") throw new Problem("conflict", closedWord);
  const { account, timeZone } = seen;
  const next = { ...seen, taxChanges: datedIn(timeZone, changes), version: seen.version + 1 };
  const [before, after] = [{ taxChanges: seen.taxChanges }, { taxChanges: next.taxChanges }];
  const entry = auditEntry({ actor, action: "customer.tax", subject: account, account, before, after }, at);
  await transactGuarded(guarded([...changeCustomer(seen, next), entry], lost));
  return next;
}
