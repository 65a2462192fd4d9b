import * as z from "zod";
import { BillingType, CustomerStatus, CustomerType } from "./customer.ts";
import { CustomerMark, KeptMark, marksOf } from "./customer-mark.ts";

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
  tags: z.array(z.string()).default([]),
  marks: z.array(KeptMark).default([]),
  /** Account of the reseller whose customer it is; null for the operator's own. */
  reseller: z.string().nullable().default(null),
  createdAt: z.string(),
  /** Addresses of the IP devices by device id. */
  ips: z.record(z.string(), z.string()),
  /** Logins of the SIP devices by device id. */
  sips: z.record(z.string(), z.string()),
});
export type Listing = z.infer<typeof Listing>;

/** What a line shows of its customer, without money: the columns of the index. */
export const ListedCustomer = Listing.omit({ ips: true, sips: true }).extend({
  ips: z.array(z.string()),
  sipUsers: z.array(z.string()),
  /** What it stands out by; nothing of whoever is closed. */
  marks: z.array(CustomerMark),
});
export type ListedCustomer = z.infer<typeof ListedCustomer>;

export const listedCustomer = ({ ips, sips, ...row }: Listing): ListedCustomer => ({
  ...row,
  marks: marksOf({ ...row, ips, sips }),
  ips: Object.values(ips),
  sipUsers: Object.values(sips),
});

/** Decimals in the customer's currency. */
export const Figures = z.object({ balance: z.string(), reserved: z.string(), available: z.string() });
export type Figures = z.infer<typeof Figures>;

/** A line of the list in an answer, with the money as it stands. */
export const ListRow = ListedCustomer.extend(Figures.shape).meta({ id: "CustomerRow" });
export type ListRow = z.infer<typeof ListRow>;

/** The money of a line. */
export const BalanceRow = Figures.extend({ account: z.string() }).meta({ id: "CustomerBalance" });
export type BalanceRow = z.infer<typeof BalanceRow>;

/**
 * The seven filters of the list and the quick search, AND-ed. Text is matched by the beginnings of words, codes,
 * addresses and SIP users by their own beginnings; an address also finds the network that holds it.
 */
export const CustomerFilters = z.object({
  company: z.string().max(100).optional(),
  username: z.string().max(30).optional(),
  name: z.string().max(100).optional(),
  ip: z.string().max(50).optional(),
  account: z.string().max(9).optional(),
  sipUser: z.string().max(64).optional(),
  status: CustomerStatus.optional(),
  /** Only those that stand out by this. */
  mark: CustomerMark.optional(),
  /** Quick search: each part between spaces fits one of the seven. */
  q: z.string().max(100).optional(),
});
export type CustomerFilters = z.infer<typeof CustomerFilters>;
