import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { customerDidsQuery } from "./did.api.ts";
import { ownDidColumns } from "./did-columns.tsx";

/** The numbers at which a customer is reached. */
export function CustomerDidsPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const dids = useInfiniteQuery(customerDidsQuery(account));
  const items = dids.data?.pages.flatMap((page) => page.items) ?? [];
  if (dids.isError) return <ProblemNote error={dids.error} retry={dids.refetch} />;
  if (dids.isSuccess && items.length === 0)
    return <EmptyState title="No DID">This customer has no number at which it is reached from outside.</EmptyState>;
  return (
    <>
      <DataTable
        label="DIDs"
        columns={ownDidColumns}
        rows={items}
        rowKey={({ number }) => number}
        loading={dids.isPending}
      />
      <TableFoot list={dids} count={items.length} word="DID" />
    </>
  );
}
