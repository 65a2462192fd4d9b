import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { DataTable } from "../ui/data-table.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { recentCallsQuery } from "./call.api.ts";
import { callColumns } from "./call-columns.tsx";

/** The newest few calls of a customer. */
export function RecentCalls({ account, currency }: { account: string; currency: string }) {
  const calls = useQuery(recentCallsQuery(account));
  const navigate = useNavigate();
  if (calls.isError) return <ProblemNote error={calls.error} retry={calls.refetch} />;
  if (calls.data?.items.length === 0) return <p className="dim">No call yet.</p>;
  const open = (id: string) =>
    void navigate({ to: "/customers/$account/calls", params: { account }, search: { call: id } });
  return (
    <DataTable
      label="Latest calls"
      columns={callColumns(currency, (call) => open(call.id))}
      rows={calls.data?.items ?? []}
      rowKey={({ id }) => id}
      loading={calls.isPending}
      hidden={["prefix"]}
    />
  );
}
