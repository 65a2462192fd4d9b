import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { getCustomer } from "../customers/customer.store.ts";
import type { Write } from "../platform/table.ts";
import type { Code } from "./alias.store.ts";

/** What a change of a customer or device mends for records in suspense: part of the change's own transaction. */

const nameOf = (code: Code): string => JSON.stringify(code);

/** Codes that somebody has now and had not before. */
export function codesGiven(seen: readonly Code[], next: readonly Code[], at: number): Write[] {
  const before = new Set(seen.map(nameOf));
  const given = next.filter((code) => !before.has(nameOf(code)));
  const names = given.map((code) => causes.code(typeof code === "string" ? code : code.code));
  return names.length === 0 ? [] : [causeChanged(names, at)];
}

export const sipUserGiven = (login: string, at: number): Write => causeChanged([causes.sipUser(login)], at);

interface Rated {
  account: string;
  tariffId?: string | null | undefined;
}

/** Another tariff for a device: its calls waited for the one that it had, or for its customer's. */
export async function tariffMoved(seen: Rated, next: Rated, at: number): Promise<Write[]> {
  const { account } = seen;
  if ((seen.tariffId ?? null) === (next.tariffId ?? null)) return [];
  const was = seen.tariffId ?? (await getCustomer(account))?.tariffId;
  return was === undefined ? [] : [causeChanged([causes.tariff(was)], at, account)];
}
