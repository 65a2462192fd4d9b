import { randomInt } from "node:crypto";
import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { claimLogin } from "../auth/login.store.ts";
import { hashPassword } from "../auth/password.ts";
import { claimCodes, holdersOf } from "../devices/alias.store.ts";
import { codesGiven } from "../devices/mended.flow.ts";
import { openingOf } from "../payments/open-account.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import { addCustomer, getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { NewCustomer } from "./customer-request.ts";
import { callMinutesOf, demoEnd } from "./demo.ts";

/** Random, so that a code tells nothing of how many customers there are; the write refuses one that was ever given. */
const randomAccount = (): string => `C${String(randomInt(100_000_000)).padStart(8, "0")}`;

async function freeAccount(): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const account = randomAccount();
    // A code by which some switch calls a customer would mean another one once it were an account.
    if (!(await getCustomer(account)) && (await holdersOf([account])).size === 0) return account;
  }
  throw new Problem("unavailable", "No free account code was found. Please try again.", { retryAfterSeconds: 1 });
}

export const loginOfCustomer = (customer: Customer, passwordHash: string, authVer: number, secondFactor = false) => ({
  username: customer.username,
  kind: "customer" as const,
  subject: customer.account,
  account: customer.account,
  passwordHash,
  authVer,
  permissions: [],
  enabled: customer.status !== "BLOCKED" && customer.status !== "CLOSED",
  secondFactor,
});

interface Adding {
  hash: string;
  /** Play money to begin with, decimal. */
  credit: string;
  actor: Principal;
  at: number;
}

function writesFor(customer: Customer, { hash, credit, actor, at }: Adding): Guarded[] {
  const { account } = customer;
  const entry = auditEntry({ actor, action: "customer.create", subject: account, account, after: customer }, at);
  return [
    ...guarded(addCustomer(customer), "The account code was just given to another customer. Please try again."),
    // Counting from the clock, so that no session of whoever had the name before speaks for this customer.
    ...guarded([claimLogin(loginOfCustomer(customer, hash, at))], "This user name is taken.", "username"),
    ...guarded(claimCodes(customer.switchAccounts, { account }, at), "A code is another customer's.", "switchAccounts"),
    ...guarded(codesGiven([], customer.switchAccounts, at), "A code is another customer's."),
    ...guarded(
      [...openingOf(customer, credit, actor, at), entry],
      "Something of this account exists already. Please try again.",
    ),
  ];
}

/** Stands where a hash would: no password fits it, so nobody signs in before staff has set one. */
const noPassword = "none";

type Asked = Omit<NewCustomer, "password"> & { password?: string | undefined };

/**
 * Adds a customer in one transaction: itself, its line in the list, its login, its codes and its balance, and what the
 * caller writes alongside. Without a password nobody can sign in as it until staff sets one. A demo begins with play money
 * and ends after the days of the settings.
 * @throws Problem conflict when the user name or a code is taken
 */
export async function addNewCustomer(
  asked: Asked,
  actor: Principal,
  at: number,
  alongside: (customer: Customer) => readonly Write[] = () => [],
): Promise<Customer> {
  const { password, ...fields } = asked;
  const [account, settings] = await Promise.all([freeAccount(), getSettings()]);
  const customer: Customer = {
    ...fields,
    timeZone: fields.timeZone ?? settings.timeZone,
    maxCallMinutes: fields.maxCallMinutes ?? callMinutesOf(fields.customerType),
    account,
    reseller: null,
    createdAt: isoInstant(at),
    closedAt: null,
    demoUntil: fields.customerType === "DEMO" ? demoEnd(at, settings.demoDays) : null,
    version: 1,
  };
  const credit = customer.customerType === "DEMO" ? settings.demoCredit : "0";
  const hash = password === undefined ? noPassword : await hashPassword(password);
  await transactGuarded([
    ...writesFor(customer, { hash, credit, actor, at }),
    ...guarded(alongside(customer), "This row was done meanwhile."),
  ]);
  return customer;
}
