import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { searchable } from "../../../functions/customers/matching.ts";
import { messageOf } from "../api/problem.ts";
import { toast } from "../ui/toasts.tsx";
import { type CustomerView, editCustomer, readCustomer } from "./customer.api.ts";
import { type ActedOn, type CustomerLine, indexQuery } from "./customer-index.api.ts";

export type Status = ActedOn["status"];
type OpenStatus = Exclude<Status, "CLOSED">;

/** What became of the customer: `Acme is suspended.` */
const became: Record<Status, string> = {
  ACTIVE: "active",
  PENDING: "pending",
  SUSPENDED: "suspended",
  BLOCKED: "blocked",
  CLOSED: "closed",
};

/** Puts the status wherever the page has the customer: in the index, in pages of a long list and on its own page. */
async function show(queryClient: QueryClient, account: string, status: Status): Promise<void> {
  await queryClient.cancelQueries({ queryKey: ["customers"] });
  const put = <T extends { account: string }>(line: T): T => (line.account === account ? { ...line, status } : line);
  queryClient.setQueryData(indexQuery.queryKey, (index) => {
    const lines = index?.lines?.map((one) => {
      if (one.line.account !== account) return one;
      const line = put(one.line);
      return { line, words: searchable(line) };
    });
    return index && { ...index, lines };
  });
  queryClient.setQueriesData<InfiniteData<{ items: CustomerLine[] }>>(
    { queryKey: ["customers", "list"] },
    (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(put) })) },
  );
  queryClient.setQueryData<CustomerView>(["customers", "one", account], (one) => one && put(one));
}

/** In the name of the version that was seen: what somebody else decided meanwhile is not overwritten. */
async function change({ account, status }: ActedOn, to: OpenStatus, version: number | undefined): Promise<number> {
  if (version !== undefined) return (await editCustomer(account, { status: to }, version)).version;
  const now = await readCustomer(account);
  if (now.status !== status) throw new Error(`Somebody else changed it meanwhile: it is ${became[now.status]}.`);
  return (await editCustomer(account, { status: to }, now.version)).version;
}

/**
 * Gives the customer another status, shown at once and offered to be undone. Where it is refused the old one comes back
 * and the reason is said in a toast, as the row may be gone from the list by then.
 * @param version that of the change which is undone
 */
export async function giveStatus(
  queryClient: QueryClient,
  customer: ActedOn,
  to: OpenStatus,
  version?: number,
): Promise<void> {
  const { account, company, status } = customer;
  await show(queryClient, account, to);
  try {
    const kept = await change(customer, to, version);
    const after = { ...customer, status: to };
    const undo = () => void giveStatus(queryClient, after, status as OpenStatus, kept);
    if (version === undefined) toast(`${company} is ${became[to]}.`, { action: { label: "Undo", act: undo } });
    else toast(`${company} is ${became[to]} again.`);
  } catch (error) {
    await show(queryClient, account, status);
    toast(`${company} is not ${became[to]}.`, { lines: [messageOf(error)] });
  }
  await queryClient.invalidateQueries({ queryKey: ["customers"] });
}
