import { randomInt } from "node:crypto";
import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { claimLogin } from "../auth/login.store.ts";
import { hashPassword } from "../auth/password.ts";
import { claimCodes } from "../devices/alias.store.ts";
import { codesGiven } from "../devices/mended.flow.ts";
import { openBalance } from "../ledger/ledger.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { addCustomer, getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { NewCustomer } from "./customer-request.ts";

/** Random, so that a code tells nothing of how many customers there are; the write refuses one that was ever given. */
const randomAccount = (): string => `C${String(randomInt(100_000_000)).padStart(8, "0")}`;

async function freeAccount(): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const account = randomAccount();
    if (!(await getCustomer(account))) return account;
  }
  throw new Problem("unavailable", "No free account code was found. Please try again.", { retryAfterSeconds: 1 });
}

export const loginOfCustomer = (customer: Customer, passwordHash: string, authVer: number) => ({
  username: customer.username,
  kind: "customer" as const,
  subject: customer.account,
  account: customer.account,
  passwordHash,
  authVer,
  permissions: [],
  enabled: customer.status !== "BLOCKED" && customer.status !== "CLOSED",
  secondFactor: false,
});

function writesFor(customer: Customer, passwordHash: string, actor: Principal, at: number): Guarded[] {
  const { account } = customer;
  const entry = auditEntry({ actor, action: "customer.create", subject: account, account, after: customer }, at);
  return [
    ...guarded(addCustomer(customer), "The account code was just given to another customer. Please try again."),
    // Counting from the clock, so that no session of whoever had the name before speaks for this customer.
    ...guarded([claimLogin(loginOfCustomer(customer, passwordHash, at))], "This user name is taken.", "username"),
    ...guarded(claimCodes(customer.switchAccounts, { account }, at), "A code is another customer's.", "switchAccounts"),
    ...guarded(codesGiven([], customer.switchAccounts, at), "A code is another customer's."),
    ...guarded([openBalance(customer, at), entry], "Something of this account exists already. Please try again."),
  ];
}

/** Stands where a hash would: no password fits it, so nobody signs in before staff has set one. */
const noPassword = "none";

type Asked = Omit<NewCustomer, "password"> & { password?: string | undefined };

/**
 * Adds a customer in one transaction: itself, its line in the list, its login, its codes and its balance, and what the
 * caller writes alongside. Without a password nobody can sign in as it until staff sets one.
 * @throws Problem conflict when the user name or a code is taken
 */
export async function addNewCustomer(
  asked: Asked,
  actor: Principal,
  at: number,
  alongside: (customer: Customer) => readonly Write[] = () => [],
): Promise<Customer> {
  const { password, ...fields } = asked;
  const account = await freeAccount();
  const customer: Customer = {
    ...fields,
    account,
    reseller: null,
    createdAt: isoInstant(at),
    closedAt: null,
    version: 1,
  };
  const hash = password === undefined ? noPassword : await hashPassword(password);
  await transactGuarded([
    ...writesFor(customer, hash, actor, at),
    ...guarded(alongside(customer), "This row was done meanwhile."),
  ]);
  return customer;
}
