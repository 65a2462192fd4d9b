import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { LiveFilters } from "../filters.ts";
import { LiveCallList } from "./live-call-list.tsx";

/** A customer's calls that are up. */
export function CustomerLiveCallsPage() {
  const { account } = useParams({ from: "/inside/customers/$account/live-calls" });
  const filters = useSearch({ from: "/inside/customers/$account/live-calls" });
  const navigate = useNavigate();
  const change = (part: Partial<LiveFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  return <LiveCallList own={account} filters={filters} change={change} />;
}
