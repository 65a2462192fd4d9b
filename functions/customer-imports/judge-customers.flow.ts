import { allows } from "../auth/access.ts";
import { takenName } from "../auth/change-login.flow.ts";
import { getLogins } from "../auth/login.store.ts";
import { Password } from "../auth/password-policy.ts";
import { isSame } from "../bulk-jobs/bulk-job.ts";
import { addNewCustomer } from "../customers/add-customer.flow.ts";
import { editCustomer } from "../customers/change-customer.flow.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { type Customer, customerDefaults } from "../customers/customer.ts";
import { faultsOfChange, faultsOfNew } from "../customers/customer-faults.flow.ts";
import { CustomerChange, NewCustomer } from "../customers/customer-request.ts";
import { type Code, holdersOf } from "../devices/alias.store.ts";
import { SignedAmount } from "../money/money.ts";
import { type FieldFault, fieldFaults } from "../platform/problem.ts";
import { freshRow, type ImportRow, refusedRow } from "./customer-import.ts";
import { codeKeys, distinct, duplicatesOf, type Judge, type Judged, reachable } from "./judge.flow.ts";
import type { SheetRequest } from "./sheet-request.ts";

/** A sheet need not bring passwords: who has none cannot sign in before staff sets one. */
const NewBySheet = NewCustomer.extend({ password: Password.optional() });

const keptOut = "The customer is there already: its password and balance stay as they are.";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const codesOf = (fields: object): Code[] => {
  const codes = (fields as { switchAccounts?: unknown }).switchAccounts;
  return Array.isArray(codes) ? (codes as Code[]) : [];
};

/** The opening balance of a row as decimal text; undefined where it has none or none that can be booked. */
export function openingBalance({ fields }: SheetRequest): string | undefined {
  const amount = SignedAmount.safeParse(fields["openingBalance"]);
  return amount.success && !/^-?[0.]+$/.test(amount.data) ? amount.data : undefined;
}

function balanceFaults(fields: Record<string, unknown>, { actor }: Judge): FieldFault[] {
  const amount = fields["openingBalance"];
  if (amount === undefined) return [];
  const fault = (message: string) => [{ path: "openingBalance", message }];
  if (!SignedAmount.safeParse(amount).success) return fault("Must be a number with at most 9 decimals.");
  return allows(actor, "money:write") ? [] : fault("Needs the permission money:write.");
}

/** What the form would send: a sheet with one credit limit means it as the most, too. */
function asked({ fields }: SheetRequest): Record<string, unknown> {
  const { openingBalance: _, emails, ...rest } = fields;
  const most = rest["maxCreditLimit"] ?? rest["creditLimit"];
  return {
    ...rest,
    ...(most === undefined ? {} : { maxCreditLimit: most }),
    ...(emails === undefined ? {} : { emails: { ...customerDefaults.emails, ...(emails as object) } }),
  };
}

async function judgeNew(request: SheetRequest, row: ImportRow, judge: Judge): Promise<Judged> {
  const value = asked(request);
  const parsed = NewBySheet.safeParse(value);
  const faults = distinct([
    ...request.faults,
    ...(parsed.success ? [] : fieldFaults(parsed.error.issues)),
    ...(await faultsOfNew(value, judge.sources)),
    ...balanceFaults(request.fields, judge),
  ]);
  if (faults.length > 0 || !parsed.success) return { row: refusedRow(row, "FAULTY", faults) };
  const balance = openingBalance(request) === undefined ? null : ("TO_BOOK" as const);
  return {
    row: { ...row, outcome: "ADD", balance },
    make: async (settled, at) => {
      await addNewCustomer(parsed.data, judge.actor, at, ({ account }) => [settled(account)]);
    },
  };
}

async function judgeChange(request: SheetRequest, row: ImportRow, seen: Customer, judge: Judge): Promise<Judged> {
  const { openingBalance: balance, password, emails, ...said } = request.said;
  const value = emails === undefined ? said : { ...said, emails: { ...seen.emails, ...(emails as object) } };
  const parsed = CustomerChange.safeParse(value);
  const further = await faultsOfChange(seen, value, judge.sources);
  const faults = distinct([...request.faults, ...(parsed.success ? [] : fieldFaults(parsed.error.issues)), ...further]);
  const note = balance === undefined && password === undefined ? null : keptOut;
  const named = { ...row, account: seen.account, label: row.label || seen.company, note };
  if (faults.length > 0 || !parsed.success) return { row: refusedRow(named, "FAULTY", faults) };
  if (isSame(seen, parsed.data)) return { row: { ...named, outcome: "SAME" } };
  return {
    row: { ...named, outcome: "CHANGE" },
    make: async (settled, at) => {
      await editCustomer(seen, parsed.data, judge.actor, at, [settled(seen.account)]);
    },
  };
}

interface Held {
  /** Customers of the list that have the user names, by name in small letters; null: somebody else's name. */
  byName: Map<string, Customer | null>;
  codes: Awaited<ReturnType<typeof holdersOf>>;
}

async function holders(requests: readonly SheetRequest[], judge: Judge): Promise<Held> {
  const names = requests.map(({ fields }) => text(fields["username"])).filter(Boolean);
  const logins = await getLogins(names);
  const accounts = [...logins.values()].flatMap(({ kind, account }) =>
    kind === "customer" && account ? [account] : [],
  );
  const customers = await getCustomers(accounts);
  const byName = new Map(
    [...logins].map(([name, { kind, account }]) => {
      const customer = kind === "customer" ? customers.get(account ?? "") : undefined;
      return [name, customer && reachable(customer, judge) ? customer : null] as const;
    }),
  );
  const wellFormed = requests
    .flatMap(({ fields }) => codesOf(fields))
    .filter((code) => JSON.stringify(code).length < 300);
  return { byName, codes: await holdersOf(wellFormed) };
}

async function judgeOne(request: SheetRequest, held: Held, judge: Judge): Promise<Judged> {
  const { fields, line } = request;
  const name = text(fields["username"]);
  const row = freshRow(line, name, text(fields["company"]), "ADD");
  const user = name === "" ? [] : [["username", `user ${name.toLowerCase()}`] as const];
  const named = [...user, ...codeKeys(codesOf(fields))];
  const twice = duplicatesOf(line, named, judge);
  if (twice.length > 0) return { row: refusedRow(row, "DUPLICATE", twice) };
  const seen = held.byName.get(name.toLowerCase());
  const taken = codesOf(fields).flatMap((code) => {
    const holder = held.codes.get(JSON.stringify(code));
    const isFree = holder === undefined || (holder.account === seen?.account && holder.deviceId === undefined);
    const shown = typeof code === "string" ? code : code.code;
    return isFree ? [] : [{ path: "switchAccounts", message: `The code ${shown} is another customer's or device's.` }];
  });
  const word = { path: "username", message: takenName };
  if (seen === null || taken.length > 0)
    return { row: refusedRow(row, "TAKEN", [...(seen === null ? [word] : []), ...taken]) };
  if (!seen) return judgeNew(request, row, judge);
  const there = [{ path: "username", message: `This is customer ${seen.account} already.` }];
  if (judge.mode === "ADD") return { row: refusedRow({ ...row, account: seen.account }, "EXISTS", there) };
  return judgeChange(request, row, seen, judge);
}

/** What becomes of each row of customers. */
export async function judgeCustomers(requests: readonly SheetRequest[], judge: Judge): Promise<Judged[]> {
  const held = await holders(requests, judge);
  const judged: Judged[] = [];
  for (const request of requests) judged.push(await judgeOne(request, held, judge));
  return judged;
}
