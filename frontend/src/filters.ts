import { type SearchSchemaInput, stripSearchParams } from "@tanstack/react-router";

/** What pages keep in the address. Plain functions, so that no schema library is in the first load. */

const text = (value: unknown): string => (typeof value === "string" ? value : value ? String(value) : "");

/** Members that are texts with "" as "not set". Links may leave members out, and unset ones are not written into the address. */
export const searchIn = <T extends Record<string, string>>(empty: T) => ({
  validateSearch: (search: Partial<T> & SearchSchemaInput): T =>
    Object.fromEntries(Object.keys(empty).map((name) => [name, text(search[name])])) as T,
  search: { middlewares: [stripSearchParams<T>(empty as never)] },
});

/** Whether any filter is set. */
export const isNarrow = (filters: Record<string, string>): boolean =>
  Object.values(filters).some((value) => value !== "");

/** The quick search and the seven filters of the customer listing, its order, and which columns are hidden, in what order they stand and how many stay in sight. */
export const noCustomerFilters = {
  q: "",
  company: "",
  username: "",
  name: "",
  ip: "",
  account: "",
  sipUser: "",
  status: "",
  mark: "",
  sort: "",
  hide: "",
  order: "",
  pin: "",
};
export type CustomerFilters = typeof noCustomerFilters;

/** What customers can stand out by, and what that is called. */
export const markWords: Record<string, string> = {
  DEMO: "Demo",
  NO_DEVICE: "No device",
  OVER_80_CREDIT: "Over 80 % of credit",
  NO_CALLS_30_DAYS: "No calls for 30 days",
};

/** Filters of a call history; `from` and `to` are calendar days in the viewer's zone, both included. */
export const noCallFilters = {
  ...{ from: "", to: "", cld: "", cli: "", disposition: "", call: "" },
  ...{ prefix: "", destination: "", direction: "", cause: "", device: "", vendor: "", gateway: "" },
  ...{ minSeconds: "", maxSeconds: "", minCharge: "", maxCharge: "" },
};
export type CallFilters = typeof noCallFilters;

/** Of call analysis: days of the viewer's zone, both included, what the calls are told apart by, and what they are filtered by. */
export const noAnalysisFilters = {
  ...{ by: "", from: "", to: "" },
  ...{ destination: "", prefix: "", direction: "", vendor: "", gateway: "", device: "", cause: "" },
};
export type AnalysisFilters = typeof noAnalysisFilters;

/** The same of all customers, or of those of one reseller; money is told in one currency. */
export const noOverallFilters = { ...noAnalysisFilters, customer: "", reseller: "", currency: "" };
export type OverallFilters = typeof noOverallFilters;

/** Of the audit log; without day and account it is today in UTC. */
export const noAuditFilters = { day: "", account: "", actor: "", kind: "", action: "", text: "" };
export type AuditFilters = typeof noAuditFilters;

/** Of the list of invoices; `from` and `to` are days of the issue in UTC, both included. */
export const noInvoiceFilters = { status: "", account: "", from: "", to: "" };
export type InvoiceFilters = typeof noInvoiceFilters;

/** Of a list of payments; `from` and `to` are days of the booking in UTC, both included. */
export const noPaymentFilters = { kind: "", account: "", from: "", to: "", text: "" };
export type PaymentFilters = typeof noPaymentFilters;

/** Of the live calls; numbers are beginnings, a vendor is named by its id. */
export const noLiveFilters = { account: "", cld: "", cli: "", switch: "", vendor: "", gateway: "" };
export type LiveFilters = typeof noLiveFilters;

/** Of a comparison's calls that differ: the class of difference and the destination's name, whole. */
export const noComparisonFilters = { class: "", destination: "" };
export type ComparisonFilters = typeof noComparisonFilters;
