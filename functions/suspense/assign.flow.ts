import { allows, type Principal } from "../auth/access.ts";
import { causes } from "../cdrs/cause.ts";
import { editCustomer } from "../customers/change-customer.flow.ts";
import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { customerChangeFaults } from "../customers/customer-faults.flow.ts";
import { CustomerChange } from "../customers/customer-request.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { aliasOwner } from "../devices/device.store.ts";
import { getSource } from "../intake/source.store.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { fieldFaults, isConflict, Problem } from "../platform/problem.ts";
import { type RetryPlace, type RetryReport, retryAll } from "./retry.flow.ts";
import type { Suspended } from "./suspended.ts";
import { waitingFor } from "./suspense.store.ts";
import { waitingRecord } from "./waiting-record.flow.ts";

/** "This is customer …": the account code of a waiting record becomes a code of a customer, for the record's source alone. */

/** Records that are counted; beyond them the figure is "at least". */
const mostCounted = 1000;
/** Tries before another's edit of the same customer is told to the person. */
const mostTries = 3;

const othersWith = (record: Suspended, code: string) =>
  ({ reason: "UNKNOWN_CUSTOMER", source: record.source, code }) as const;

const unnamed: Record<"ip" | "sipUser", string> = {
  ip: "This source finds customers by IP address. Add the address as an IP device of the customer, then retry.",
  sipUser: "This source finds customers by SIP user. Add the user as a SIP device of the customer, then retry.",
};

/** The code that may be given away. @throws Problem invalid where the source or the record has none */
async function codeOf({ source: id, cdr }: Suspended): Promise<string> {
  const source = await getSource(id);
  if (!source) throw new Problem("conflict", `The CDR source ${id} does not exist any more.`);
  if (source.customerBy !== "account") throw new Problem("invalid", unnamed[source.customerBy]);
  if (!cdr?.accountCode) throw new Problem("invalid", "The record has no account code that could be the customer's.");
  return cdr.accountCode;
}

/** Whom the code means now: an account code itself goes before every alias, as it does for the call. */
const ownerNow = async (source: string, code: string): Promise<string | undefined> =>
  (await getCustomer(code))?.account ?? (await aliasOwner(source, code));

async function changeOf(seen: Customer, source: string, code: string): Promise<CustomerChange> {
  const asked = { switchAccounts: [...seen.switchAccounts, { source, code }] };
  const read = CustomerChange.safeParse(asked);
  const faults = [...fieldFaults(read.error?.issues ?? []), ...(await customerChangeFaults(seen, asked))];
  const [first] = faults;
  if (first) throw new Problem("invalid", `The code cannot be the customer's: ${first.message}`, { fields: faults });
  return asked;
}

/** Gives the code to the customer, unless it has it. Whoever changes the customer meanwhile is waited for. */
async function giveCode(account: string, source: string, code: string, principal: Principal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const customer = await customerInReach(account, principal);
    const owner = await ownerNow(source, code);
    if (owner === account) return;
    if (owner !== undefined) {
      const whose = principal.account === undefined ? `customer ${owner}'s` : "another customer's";
      const field = { path: "account", message: `The code is ${whose}.` };
      throw new Problem("conflict", `The code ${code} is ${whose} by now. Retry the record.`, { fields: [field] });
    }
    try {
      await editCustomer(customer, await changeOf(customer, source, code), principal, now());
      return;
    } catch (error) {
      if (!isConflict(error) || attempt === mostTries) throw error;
      if (customer.status === "CLOSED") throw error;
    }
  }
}

/**
 * Makes the record's account code the customer's for its source, then tries every record that waits with it again.
 * Asked again it changes nothing more.
 * @throws Problem not_found, forbidden, invalid for a source that goes by address or SIP user, conflict with the other
 * owner when the code is taken or when the record waits for something else
 */
export async function assignCode(
  id: string,
  account: string,
  principal: Principal,
): Promise<RetryReport & { next: RetryPlace }> {
  if (!allows(principal, "customers:write"))
    throw new Problem("forbidden", "This needs the permission customers:write.");
  const record = await waitingRecord(id);
  const code = await codeOf(record);
  if (record.reason !== "UNKNOWN_CUSTOMER" && (await ownerNow(record.source, code)) !== account)
    throw new Problem("conflict", "This record does not wait for its customer. Look at its reason and retry it.");
  await giveCode(account, record.source, code, principal);
  return retryAll(othersWith(record, code), { first: [record] });
}

/** How many records `assignCode` would concern; none where the source or the record has no code to give. */
export async function sameCaller(id: string): Promise<{ code: string | null; count: number; more: boolean }> {
  const record = await waitingRecord(id);
  const source = await getSource(record.source);
  const code = source?.customerBy === "account" && record.reason === "UNKNOWN_CUSTOMER" && record.cdr?.accountCode;
  if (!code) return { code: null, count: 0, more: false };
  let count = 0;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await waitingFor(causes.code(code), isoInstant(now()), { limit: mostCounted, after });
    count += page.items.filter(({ source: from }) => from === record.source).length;
    after = page.after;
  } while (after && count < mostCounted);
  return { code, count, more: after !== undefined };
}
