import { useNavigate, useSearch } from "@tanstack/react-router";
import type { LiveFilters } from "../filters.ts";
import { Page } from "../ui/page.tsx";
import { liveCallsPath } from "./live-call.api.ts";
import { LiveCallList } from "./live-call-list.tsx";

/** The calls of whoever is in reach: all of them for the operator's people, those of its subtree for a reseller. */
export function LiveCallsPage() {
  const filters = useSearch({ from: "/inside/live" });
  const navigate = useNavigate();
  const change = (part: Partial<LiveFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  return (
    <Page title="Live calls" call={{ method: "GET", path: liveCallsPath, query: filters }}>
      <LiveCallList filters={filters} change={change} />
    </Page>
  );
}
