import type { SwitchCdr } from "../cdrs/cdr.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { didsAmong } from "../dids/did.store.ts";
import { didOwnerAt } from "../dids/did.ts";
import type { CdrSource } from "./source.ts";
import { calledNumber, type Directory, mayBeIncoming } from "./whose-call.ts";

/**
 * The directory with the DIDs that these records may be calls to. Asked for are only numbers of calls that no customer is
 * found for, and of calls that we let go ourselves: mostly calls go out, and cost no reading.
 */
export async function withDids(
  cdrs: readonly SwitchCdr[],
  sources: ReadonlyMap<string, CdrSource>,
  directory: Directory,
): Promise<Directory> {
  const asked = cdrs.flatMap((cdr) => {
    const source = sources.get(cdr.source);
    const number = source && mayBeIncoming(cdr, source, directory) ? calledNumber(cdr, source) : undefined;
    return number !== undefined && /^\d{5,15}$/.test(number) ? [{ number, setupMs: cdr.setupMs }] : [];
  });
  if (asked.length === 0) return directory;
  const dids = await didsAmong([...new Set(asked.map(({ number }) => number))]);
  const owners = asked.flatMap(({ number, setupMs }) => {
    const did = dids.get(number);
    return (did && didOwnerAt(did, setupMs)?.account) ?? [];
  });
  const unknown = [...new Set(owners)].filter((account) => !directory.customers.has(account));
  const customers = new Map([...directory.customers, ...(await getCustomers(unknown))]);
  return { ...directory, customers, did: (number) => dids.get(number) };
}
