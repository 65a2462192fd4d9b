import { auditEntry } from "../audit/audit.store.ts";
import { type Principal, upFrom } from "../auth/access.ts";
import { takenName } from "../auth/change-login.flow.ts";
import { claimLogin } from "../auth/login.store.ts";
import { hashNewPassword } from "../auth/new-password.flow.ts";
import { noPassword } from "../auth/password.ts";
import { claimCodes } from "../devices/alias.store.ts";
import { codesGiven } from "../devices/mended.flow.ts";
import { startOfDay } from "../ledger/period.ts";
import { openingOf } from "../payments/open-account.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { grantWrites } from "../resellers/grant.flow.ts";
import { sellerFor } from "../resellers/in-reach.flow.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dayMs } from "../time/day.ts";
import { addCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { NewCustomer } from "./customer-request.ts";
import { callMinutesOf, demoEnd } from "./demo.ts";
import { brakesOfNew } from "./fraud-fields.ts";
import { freeAccount } from "./free-account.flow.ts";
import { statusAllows } from "./status-rules.ts";

export const loginOfCustomer = (customer: Customer, passwordHash: string, authVer: number, secondFactor = false) => ({
  username: customer.username,
  kind: "customer" as const,
  subject: customer.account,
  account: customer.account,
  passwordHash,
  authVer,
  permissions: [],
  enabled: statusAllows(customer.status, "portal"),
  secondFactor,
});

const mostDaysBack = 90;

/** @throws Problem invalid for a day to come, or one so long ago that its calls are not charged by themselves any more */
function firstInstant(day: string | undefined, zone: string, at: number): number | undefined {
  if (day === undefined) return undefined;
  const from = startOfDay(day, zone);
  const message = `Must be today or one of the last ${mostDaysBack} days.`;
  if (from > at || from < at - mostDaysBack * dayMs)
    throw new Problem("invalid", "Please correct: billedFrom.", { fields: [{ path: "billedFrom", message }] });
  return from;
}

interface Adding {
  hash: string;
  /** Epoch ms; undefined: now. */
  billedFromMs: number | undefined;
  /** Play money to begin with, decimal. */
  credit: string;
  actor: Principal;
  at: number;
}

function writesFor(customer: Customer, { hash, billedFromMs, credit, actor, at }: Adding): Guarded[] {
  const { account } = customer;
  const entry = auditEntry({ actor, action: "customer.create", subject: account, account, after: customer }, at);
  return [
    ...guarded(addCustomer(customer), "The account code was just given to another customer. Please try again."),
    // Counting from the clock, so that no session of whoever had the name before speaks for this customer.
    ...guarded([claimLogin(loginOfCustomer(customer, hash, at))], takenName, "username"),
    ...guarded(claimCodes(customer.switchAccounts, { account }, at), "A code is another customer's.", "switchAccounts"),
    ...grantWrites(customer.reseller, undefined, customer.creditLimit),
    ...guarded(codesGiven([], customer.switchAccounts, at), "A code is another customer's."),
    ...guarded(
      [...openingOf({ ...customer, billedFromMs }, credit, actor, at), entry],
      "Something of this account exists already. Please try again.",
    ),
  ];
}

type Asked = Omit<NewCustomer, "password"> & { password?: string | undefined };

/**
 * Adds a customer in one transaction: itself, its line in the list, its login, its codes and its balance, and what the
 * caller writes alongside. Without a password nobody can sign in as it until staff sets one. A demo begins with play money
 * and ends after the days of the settings.
 * @throws Problem conflict when the user name or a code is taken, or the reseller may not grant so much credit
 */
export async function addNewCustomer(
  asked: Asked,
  actor: Principal,
  at: number,
  alongside: (customer: Customer) => readonly Write[] = () => [],
): Promise<Customer> {
  const { password, reseller, billedFrom, ...fields } = asked;
  const seller = await sellerFor(reseller, actor);
  if (seller === undefined) throw new Problem("not_found", "There is no such reseller.");
  const [account, settings] = await Promise.all([freeAccount(), getSettings()]);
  const customer: Customer = {
    ...fields,
    timeZone: fields.timeZone ?? settings.timeZone,
    ...brakesOfNew(fields, settings),
    maxCallMinutes: fields.maxCallMinutes ?? callMinutesOf(fields.customerType),
    account,
    reseller: seller?.account ?? null,
    resellers: seller ? upFrom(seller) : [],
    createdAt: isoInstant(at),
    closedAt: null,
    demoUntil: fields.customerType === "DEMO" ? demoEnd(at, settings.demoDays) : null,
    taxChanges: [],
    version: 1,
  };
  const billedFromMs = firstInstant(billedFrom, customer.timeZone, at);
  const credit = customer.customerType === "DEMO" ? settings.demoCredit : "0";
  const hash = password === undefined ? noPassword : await hashNewPassword(password, { ...customer, kind: "customer" });
  await transactGuarded([
    ...writesFor(customer, { hash, billedFromMs, credit, actor, at }),
    ...guarded(alongside(customer), "This row was done meanwhile."),
  ]);
  return customer;
}
