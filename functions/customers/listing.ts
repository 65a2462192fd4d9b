import * as z from "zod";
import { covers, parseNetwork } from "../devices/ip-network.ts";
import { BillingType, CustomerStatus, CustomerType } from "./customer.ts";

/**
 * A customer as the list shows it and as it is searched. One small item each, written in the transactions that change
 * the customer or its devices, so the list never disagrees with them.
 */
export const Listing = z.object({
  account: z.string(),
  company: z.string(),
  name: z.string(),
  username: z.string(),
  customerType: CustomerType,
  tariffId: z.string(),
  currency: z.string(),
  creditLimit: z.string(),
  billingType: BillingType,
  maxCallSessions: z.number(),
  callSessionsPerSecond: z.number(),
  status: CustomerStatus,
  createdAt: z.string(),
  /** Addresses of the IP devices by device id. */
  ips: z.record(z.string(), z.string()),
  /** Logins of the SIP devices by device id. */
  sips: z.record(z.string(), z.string()),
});
export type Listing = z.infer<typeof Listing>;

/** A line of the list in an answer, with the money as it stands. */
export const ListRow = Listing.omit({ ips: true, sips: true })
  .extend({
    balance: z.string(),
    reserved: z.string(),
    available: z.string(),
    ips: z.array(z.string()),
    sipUsers: z.array(z.string()),
  })
  .meta({ id: "CustomerRow" });
export type ListRow = z.infer<typeof ListRow>;

export const sortFields = [
  "account",
  "company",
  "name",
  "username",
  "status",
  "createdAt",
  "currency",
  "customerType",
] as const;

/** The seven filters of the list, AND-ed. Text is matched by the beginnings of words, codes and addresses by their own beginning. */
export const CustomerFilters = z.object({
  company: z.string().max(100).optional(),
  username: z.string().max(30).optional(),
  name: z.string().max(100).optional(),
  ip: z.string().max(50).optional(),
  account: z.string().max(9).optional(),
  sipUser: z.string().max(64).optional(),
  status: CustomerStatus.optional(),
});
export type CustomerFilters = z.infer<typeof CustomerFilters>;

/** Small letters without accents: `Café` is found by `cafe`. */
const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Every word that was typed begins some word of the text. */
export const hasWords = (text: string, typed: string): boolean => {
  const words = wordsOf(text);
  return wordsOf(typed).every((start) => words.some((word) => word.startsWith(start)));
};

const begins = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.trim().toLowerCase());

/** A device's address begins with what was typed, or its network holds the address that was typed. */
export function hasAddress(devices: readonly string[], typed: string): boolean {
  const asked = parseNetwork(typed.trim());
  return devices.some((device) => {
    const network = asked ? parseNetwork(device) : undefined;
    return begins(device, typed) || (asked !== undefined && network !== undefined && covers(network, asked));
  });
}

export const matches = (row: Listing, asked: CustomerFilters): boolean =>
  (!asked.company || hasWords(row.company, asked.company)) &&
  (!asked.username || hasWords(row.username, asked.username)) &&
  (!asked.name || hasWords(row.name, asked.name)) &&
  (!asked.ip || hasAddress(Object.values(row.ips), asked.ip)) &&
  (!asked.account || begins(row.account, asked.account)) &&
  (!asked.sipUser || Object.values(row.sips).some((login) => begins(login, asked.sipUser ?? ""))) &&
  (!asked.status || row.status === asked.status);

/** `company` upwards, `-company` downwards; equal values by account code, so that pages never overlap. */
export function inOrder(rows: readonly Listing[], sort: string): Listing[] {
  const field = sort.replace(/^-/, "") as (typeof sortFields)[number];
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: folded(String(row[field])) }));
  return keyed
    .sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row.account < b.row.account ? -1 : 1))
    .map(({ row }) => row);
}
