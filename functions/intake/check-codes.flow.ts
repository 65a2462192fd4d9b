import type { Principal } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import type { SwitchAccount } from "../customers/customer-fields.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { holdersOf } from "../devices/alias.store.ts";
import type { Alias } from "../devices/device.store.ts";
import { type CheckedLine, readCodeLines } from "./code-lines.ts";
import { allSources } from "./source.store.ts";

/** For whom codes are asked: a customer who is there or is about to be added, or a device of one. */
interface Asked {
  account?: string | undefined;
  deviceId?: string | undefined;
  lines: readonly string[];
}

const textOf = (code: SwitchAccount): string => (typeof code === "string" ? code : code.code);

interface Known {
  asked: Asked;
  holders: ReadonlyMap<string, Alias>;
  customers: ReadonlyMap<string, Customer>;
  /** Whether owners may be named. */
  names: boolean;
}

function verdictOf(code: SwitchAccount, { asked, holders, customers, names }: Known) {
  const holder = holders.get(JSON.stringify(code));
  const account = holder?.account ?? (customers.has(textOf(code)) ? textOf(code) : undefined);
  if (account === undefined) return { verdict: "free", message: "Free." } as const;
  if (account === asked.account && (!holder || holder.deviceId === asked.deviceId))
    return { verdict: "own", message: "Held already." } as const;
  const elsewhere = holder?.deviceId ? "Another device of this customer has it." : "The customer itself has it.";
  if (account === asked.account) return { verdict: "taken", message: elsewhere } as const;
  const company = customers.get(account)?.company;
  const whose = `Taken by ${company ? `${company} (${account})` : account}.`;
  return { verdict: "taken", message: names ? whose : "In use." } as const;
}

/** What would become of each line, before anything is saved. Only the operator's own staff is told whose a code is. */
export async function checkCodes(asked: Asked, principal: Principal): Promise<CheckedLine[]> {
  if (asked.account !== undefined) await customerInReach(asked.account, principal);
  const read = readCodeLines(asked.lines, await allSources());
  const codes = read.flatMap((line) => ("code" in line ? [line.code] : []));
  const holders = await holdersOf(codes);
  const accounts = [...codes.map(textOf).filter((text) => /^C\d{8}$/.test(text)), ...holdersAccounts(holders)];
  const known: Known = {
    asked,
    holders,
    customers: await getCustomers(accounts),
    names: principal.account === undefined,
  };
  return read.map((line) =>
    "code" in line
      ? { ...line, ...verdictOf(line.code, known) }
      : { line: line.line, code: null, verdict: line.fault, message: line.message },
  );
}

const holdersAccounts = (holders: ReadonlyMap<string, Alias>) => [...holders.values()].map(({ account }) => account);
