import { getLogins } from "../auth/login.store.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { holdersOf } from "../devices/alias.store.ts";
import type { FieldFault } from "../platform/problem.ts";
import type { RowReason } from "./customer-import.ts";
import { type Judge, reachable } from "./judge.flow.ts";
import type { SheetRequest } from "./sheet-request.ts";

/** Whose a device of a sheet is: named by account code, by a code that switches send, or by login. */

export type Owner = { customer: Customer } | { reason: RowReason; fault: FieldFault };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const isAccount = (name: string): boolean => /^C\d{8}$/.test(name);
const isCode = (name: string): boolean => /^[\x21-\x7e]{1,64}$/.test(name) && !isAccount(name);

/** Finds the customers of many rows at once. */
export async function ownersOf(
  requests: readonly SheetRequest[],
  judge: Judge,
): Promise<(request: SheetRequest) => Owner> {
  const named = requests.map(({ fields }) => text(fields["account"]));
  const codes = await holdersOf(named.filter(isCode));
  const logins = await getLogins(requests.map(({ fields }) => text(fields["username"])).filter(Boolean));
  const byAccount = (name: string) => (isAccount(name) ? name : codes.get(JSON.stringify(name))?.account);
  const byLogin = (name: string) => {
    const login = logins.get(name.toLowerCase());
    return login?.kind === "customer" ? (login.account ?? undefined) : undefined;
  };
  const found = requests.flatMap(({ fields }) => [
    byAccount(text(fields["account"])),
    byLogin(text(fields["username"])),
  ]);
  const customers = await getCustomers([...new Set(found.flatMap((account) => account ?? []))]);

  return ({ fields }) => {
    const [account, username] = [text(fields["account"]), text(fields["username"])];
    const path = account ? "account" : "username";
    const missing = (message: string, at: string = path): Owner => ({
      reason: "NO_CUSTOMER",
      fault: { path: at, message },
    });
    if (!account && !username) return missing("Required. The customer's account code or login.", "account");
    const customer = customers.get((account ? byAccount(account) : byLogin(username)) ?? "");
    if (!customer || !reachable(customer, judge)) return missing(`There is no customer ${account || username}.`);
    if (account && username && byLogin(username) !== customer.account)
      return missing(`Is not the login of ${customer.account}.`, "username");
    if (customer.status === "CLOSED") return { reason: "CLOSED", fault: { path, message: "This customer is closed." } };
    return { customer };
  };
}
