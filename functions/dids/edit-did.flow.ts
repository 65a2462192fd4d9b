import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { getCustomer, getCustomers } from "../customers/customer.store.ts";
import { allIpDevices, allSipDevices } from "../devices/device.store.ts";
import { isSingleAddress, parseNetwork } from "../devices/ip-network.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { isSoldBy } from "../resellers/reseller.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { addDid, changeDid, getDid, removeDid } from "./did.store.ts";
import { changedDid, type Did, type DidChange, type DidOwner, type NewDids, type StoredDid } from "./did.ts";

const lostWord = "Someone else changed this number meanwhile. Load it again and repeat your change.";

/** @throws Problem not_found */
export async function didOrNotFound(number: string): Promise<StoredDid> {
  const did = /^\d{5,15}$/.test(number) ? await getDid(number) : undefined;
  if (!did) throw new Problem("not_found", "There is no such number.");
  return did;
}

const isAddress = (ip: string): boolean => {
  const network = parseNetwork(ip);
  return network !== undefined && isSingleAddress(network);
};

/** The devices of these customers by id, as people call them. */
async function deviceNames(accounts: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const account of new Set(accounts)) {
    // A network is no address that could be called.
    for (const { id, ip } of await allIpDevices(account)) if (isAddress(ip)) names.set(id, ip);
    for (const { id, login } of await allSipDevices(account)) names.set(id, login);
  }
  return names;
}

/** With the names of whose it is and where it rings. */
export async function shownDids(dids: readonly StoredDid[]): Promise<Did[]> {
  const accounts = dids.flatMap(({ account }) => account ?? []);
  const customers = await getCustomers([...new Set(accounts)]);
  const ringing = dids.flatMap(({ account, ringsAt }) => (account && ringsAt ? [account] : []));
  const devices = await deviceNames(ringing);
  return dids.map(({ from, former: _former, ...did }) => ({
    ...did,
    company: did.account === null ? null : (customers.get(did.account)?.company ?? null),
    device: did.ringsAt === null ? null : (devices.get(did.ringsAt) ?? null),
    since: isoInstant(from),
  }));
}

type Wanted = Omit<DidOwner, "account"> & { account: string | null };

/** What is wrong with where numbers are forwarded to. */
async function forwardFault(numbers: readonly string[], { forwardTo, ringsAt, tariffId }: Wanted) {
  if (forwardTo === null) return undefined;
  if (ringsAt !== null) return "It rings at a device or at a number outside, not at both.";
  if (tariffId !== null) return "A call that is forwarded is charged as the customer's own: it has no tariff besides.";
  const ours = numbers.includes(forwardTo) || (await getDid(forwardTo)) !== undefined;
  return ours ? "Is one of our DIDs: let it ring at a device." : undefined;
}

async function faultsOf(numbers: readonly string[], wanted: Wanted) {
  const { account, ringsAt, forwardTo, tariffId } = wanted;
  const faults: FieldFault[] = [];
  const wrong = (path: string, message: string) => faults.push({ path, message });
  if (account === null) {
    if (ringsAt !== null) wrong("ringsAt", "A number in stock rings nowhere.");
    if (forwardTo !== null) wrong("forwardTo", "A number in stock is forwarded nowhere.");
    if (tariffId !== null) wrong("tariffId", "A number in stock has no tariff.");
    return faults;
  }
  const customer = await getCustomer(account);
  if (!customer || customer.status === "CLOSED")
    return [{ path: "account", message: "Must be a customer that is open." }];
  if (ringsAt !== null && !(await deviceNames([account])).has(ringsAt))
    wrong("ringsAt", "Must be a SIP device of the customer, or an IP device with a single address.");
  const forward = await forwardFault(numbers, wanted);
  if (forward) wrong("forwardTo", forward);
  const tariff = tariffId === null ? undefined : await getTariff(tariffId);
  const sold = tariff && isSoldBy(tariff, customer.reseller) && tariff.currency === customer.currency;
  if (tariffId !== null && !sold) wrong("tariffId", `Must be one of the tariffs in ${customer.currency}.`);
  return faults;
}

function refuse(faults: readonly FieldFault[]): void {
  const paths = faults.map(({ path }) => path).join(", ");
  if (faults.length > 0) throw new Problem("invalid", `Please correct: ${paths}.`, { fields: [...faults] });
}

/** All of them or none. @throws Problem invalid that names every fault; conflict for a number that is there already */
export async function createDids({ numbers, ...fields }: NewDids, actor: Principal, at: number): Promise<StoredDid[]> {
  refuse(await faultsOf(numbers, fields));
  const made = numbers.map(
    (number): StoredDid => ({ number, ...fields, from: at, former: [], createdAt: isoInstant(at), version: 1 }),
  );
  const after = { numbers, ...fields };
  const audit = auditEntry({ actor, action: "did.create", subject: numbers[0] ?? "", after, ...ofAccount(fields) }, at);
  await transactGuarded([
    ...made.flatMap((did) => guarded([addDid(did)], `${did.number} is there already.`, "numbers")),
    ...guarded([audit], lostWord),
  ]);
  return made;
}

const ofAccount = ({ account }: { account: string | null }) => (account === null ? {} : { account });

/** @throws Problem invalid and conflict as above */
export async function editDid(seen: StoredDid, change: DidChange, actor: Principal, at: number): Promise<StoredDid> {
  const next = changedDid(seen, change, at);
  refuse(await faultsOf([seen.number], next));
  const { former: _was, ...before } = seen;
  const { former: _is, ...after } = next;
  const told = { actor, action: "did.change", subject: seen.number, before, after };
  const audit = auditEntry({ ...told, ...ofAccount(next.account === null ? seen : next) }, at);
  await transactGuarded(guarded([changeDid(seen, next), audit], lostWord));
  return next;
}

/** @throws Problem conflict while it is a customer's: its late calls would find nobody */
export async function dropDid(seen: StoredDid, actor: Principal, at: number): Promise<void> {
  if (seen.account !== null)
    throw new Problem("conflict", `${seen.number} is ${seen.account}'s. Take it back into stock first.`);
  const { former: _former, ...before } = seen;
  const audit = auditEntry({ actor, action: "did.remove", subject: seen.number, before }, at);
  await transactGuarded(guarded([removeDid(seen), audit], lostWord));
}
