import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";
import { AskedBy } from "../audit/who.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";

type Check = Schemas["LedgerCheck"];
type Finding = Check["findings"][number];
const path = "/api/v1/ledger-checks";
const queryKey = ["ledger-checks"];

const isOver = ({ status }: Check) => status === "done" || status === "failed";

const columns: readonly Column<Check>[] = [
  { id: "created", header: "Begun", main: true, cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "by", header: "By", cell: ({ createdBy }) => <AskedBy id={createdBy} /> },
  { id: "span", header: "Calls of", cell: ({ full }) => (full ? "all time" : "the last 40 days") },
  { id: "accounts", header: "Accounts", align: "end", cell: ({ accounts }) => countText(accounts) },
  { id: "calls", header: "Calls", align: "end", cell: ({ calls }) => countText(calls) },
  { id: "files", header: "Files", align: "end", cell: ({ files }) => countText(files) },
  {
    id: "result",
    header: "Result",
    cell: (check) => {
      if (!isOver(check)) return <Status value={check.status} label={`${check.status}, ${check.progress} %`} />;
      if (check.status === "failed") return <Status value="FAILED" />;
      return check.wrong === 0 ? (
        <Status value="DONE" label="All is well" />
      ) : (
        <Status value="FAILED" label={`${countText(check.wrong)} findings`} />
      );
    },
  },
];

const findingColumns: readonly Column<Finding>[] = [
  { id: "code", header: "What", main: true, cell: ({ code }) => <span className="mono">{code}</span> },
  { id: "subject", header: "Of", cell: ({ subject }) => <span className="mono">{subject}</span> },
  { id: "expected", header: "Should be", cell: ({ expected }) => expected },
  { id: "found", header: "Is", cell: ({ found }) => found },
  { id: "detail", header: "Where", cell: ({ detail }) => detail },
];

/** Whether all money is what the ledger says, by the clock and when it is asked for. */
export function LedgerChecksPage() {
  const queryClient = useQueryClient();
  const checks = useQuery({
    queryKey,
    queryFn: () => answer(api.GET(path, { params: { query: { limit: 20 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => !isOver(one)) ? 2000 : 60_000),
  });
  const begin = useMutation({
    mutationFn: () => answer(api.POST(path, { body: { full: true } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
  const rows = checks.data?.items ?? [];
  const findings = rows.find(isOver)?.findings ?? [];
  return (
    <Page
      title="Ledger check"
      call={{ method: "GET", path }}
      actions={
        <Button data-new loading={begin.isPending} onClick={() => begin.mutate()}>
          Check now
        </Button>
      }
    >
      <p className="dim">
        Every balance is compared with the lines of its ledger, every period with its calls, every file with what became
        of its lines, and every source's figures with the calls that stand. It runs every six hours by itself. Positive
        is the customer's money; available = balance + credit limit − what running calls hold.
      </p>
      {begin.isError ? <ProblemNote error={begin.error} /> : null}
      {checks.isError ? <ProblemNote error={checks.error} retry={checks.refetch} /> : null}
      {checks.isSuccess && rows.length === 0 ? (
        <EmptyState title="Not checked yet">The first check runs within six hours, or now.</EmptyState>
      ) : checks.isError ? null : (
        <DataTable label="Checks" columns={columns} rows={rows} rowKey={({ id }) => id} loading={checks.isPending} />
      )}
      {findings.length > 0 ? (
        <section aria-labelledby="findings">
          <h2 id="findings">What the last check found</h2>
          <DataTable
            label="Findings"
            columns={findingColumns}
            rows={findings}
            rowKey={({ code, subject, detail }) => `${code} ${subject} ${detail}`}
          />
        </section>
      ) : null}
    </Page>
  );
}
