import { type Customer, customerDefaults } from "../../functions/customers/customer.ts";
import { replaceSend } from "../../functions/platform/table.ts";

const codes = 100_000_000;
/** Without a factor in common with the codes, so that each comes once before any comes again. */
const step = 61_803_399;
let code = Math.floor(Math.random() * codes);

/** Scattered over all codes, and never twice: of 100,000 drawn by chance some fifty would be. */
function someAccount(): string {
  code = (code + step) % codes;
  return `C${String(code).padStart(8, "0")}`;
}

/** A reseller that nobody else in the run has: a list of its own. */
export const newOwner = someAccount;

type Line = Pick<Customer, "company" | "name" | "status"> & Partial<Pick<Customer, "customerType" | "creditLimit">>;

/** Customers of one owner as they are stored; of each only what the list is searched by is said. */
export const listedCustomers = (owner: string, lines: readonly Line[]): Customer[] =>
  lines.map((line, n) => ({
    ...structuredClone(customerDefaults as unknown as Customer),
    customerType: "LIVE",
    timeZone: "UTC",
    maxCallMinutes: 120,
    demoUntil: null,
    username: `u${n}x`,
    currency: "EUR",
    tariffId: "trf_1",
    billingType: "PREPAID",
    paymentTermDays: 14,
    maxCreditLimit: "0",
    taxFlag: "NONE",
    maxCallSessions: 10,
    callSessionsPerSecond: 2,
    phone: "2125550142",
    ...line,
    account: someAccount(),
    reseller: owner,
    resellers: [owner],
    createdAt: "2026-01-01T00:00:00.000Z",
    closedAt: null,
    version: 1,
  }));

/** What the work answered, and the capacity units that the engine says it took. */
export async function consumed<T>(work: () => Promise<T>): Promise<{ answer: T; units: number }> {
  let units = 0;
  const restore = replaceSend((inner) => async (command) => {
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const reply = (await inner(command)) as { ConsumedCapacity?: unknown };
    const told = [reply.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    units += told.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    return reply;
  });
  const answer = await work().finally(restore);
  return { answer, units };
}
