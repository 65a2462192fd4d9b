import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import { customerPath } from "../customers/customer.api.ts";
import type { InvoiceFilters } from "../filters.ts";

export type InvoiceLine = Schemas["InvoiceSummary"];
export type InvoiceView = Schemas["Invoice"];
export type CreditNoteView = Schemas["CreditNote"];
export type BillingRunView = Schemas["BillingRun"];

export const invoicesPath = "/api/v1/invoices";
export const billingRunsPath = "/api/v1/billing-runs";
export const customerInvoicesPath = (account: string) => `${customerPath(account)}/invoices`;
export const invoicePath = (account: string, number: string) =>
  `${customerInvoicesPath(account)}/${encodeURIComponent(number)}`;

/** Where the browser finds a file of a document: it is sent as an attachment, so the page stays. */
export const pdfOf = (account: string, number: string) => `${invoicePath(account, number)}/pdf`;
export const callsFileOf = (account: string, number: string) => `${invoicePath(account, number)}/calls`;
export const creditNotePdfOf = (account: string, number: string) =>
  `${customerPath(account)}/credit-notes/${encodeURIComponent(number)}/pdf`;

export const invoiceQuestion = (filters: InvoiceFilters) => given(filters);

const pages = {
  initialPageParam: "",
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
} as const;

export const invoicesQuery = (filters: InvoiceFilters) =>
  infiniteQueryOptions({
    queryKey: ["invoices", "list", invoiceQuestion(filters)],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...invoiceQuestion(filters), limit: 50, ...given({ cursor: pageParam }) };
      return answer(api.GET(invoicesPath, { params: { query: query as never }, signal }));
    },
    ...pages,
  });

export const customerInvoicesQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["invoices", "of", account],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 50, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/customers/{account}/invoices", { params: { path: { account }, query }, signal }));
    },
    ...pages,
  });

const number = (account: string, of: string) => ({ params: { path: { account, number: of } } });

/** Asked again until its files are there. */
export const invoiceQuery = (account: string, of: string) =>
  queryOptions({
    queryKey: ["invoices", "one", account, of],
    queryFn: () =>
      of === "draft"
        ? answer(api.GET("/api/v1/customers/{account}/invoices/draft", { params: { path: { account } } }))
        : answer(api.GET("/api/v1/customers/{account}/invoices/{number}", number(account, of))),
    refetchInterval: ({ state }) => (state.data && !state.data.filesReady && of !== "draft" ? 2000 : false),
  });

export const creditNotesQuery = (account: string) =>
  queryOptions({
    queryKey: ["invoices", "credit-notes", account],
    queryFn: () => answer(api.GET("/api/v1/customers/{account}/credit-notes", { params: { path: { account } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ filesReady }) => !filesReady) ? 2000 : false),
  });

export const creditInvoice = (account: string, of: string, body: Schemas["NewCreditNote"]) =>
  answer(api.POST("/api/v1/customers/{account}/invoices/{number}/credit-notes", { ...number(account, of), body }));

export const voidInvoice = (account: string, of: string, reason: string) =>
  answer(api.POST("/api/v1/customers/{account}/invoices/{number}/void", { ...number(account, of), body: { reason } }));

/** Ends the period now and issues its invoice, in the background. */
export const invoiceNow = (account: string): Promise<BillingRunView> =>
  answer(api.POST("/api/v1/customers/{account}/invoices", { params: { path: { account } } }));

/** Issues the final invoice and closes the account behind it, in the background. */
export const invoiceAndClose = (account: string): Promise<BillingRunView> =>
  answer(api.POST("/api/v1/customers/{account}/final-invoice", { params: { path: { account } } }));

/** The same of a reseller, which a run for its account does. */
export const invoiceResellerNow = (account: string): Promise<BillingRunView> =>
  answer(api.POST(billingRunsPath, { body: { account, closeNow: true } }));

/** Of one customer, or of all. */
export const beginBillingRun = (account?: string): Promise<BillingRunView> =>
  answer(api.POST(billingRunsPath, { body: { closeNow: false, ...(account === undefined ? {} : { account }) } }));

const isAtWork = ({ status }: Pick<BillingRunView, "status">): boolean => status !== "done";

/** Newest first; asked again while one of them is at work. */
export const billingRunsQuery = infiniteQueryOptions({
  queryKey: ["billing-runs", "list"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: 50, ...given({ cursor: pageParam }) };
    return answer(api.GET(billingRunsPath, { params: { query }, signal }));
  },
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isAtWork)) ? 1000 : false),
  ...pages,
});

/** One run with the customers that it could not invoice. */
export const billingRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["billing-runs", "one", id],
    enabled: id !== "",
    queryFn: () => answer(api.GET("/api/v1/billing-runs/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? 800 : false),
  });
