import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { sessionQuery, userName } from "../auth/session.api.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { beginExport, cancelExport, type ExportLine, exportQuery, exportsPath, exportsQuery } from "./export.api.ts";
import { exportColumns } from "./export-columns.tsx";
import { follow } from "./followed.ts";
import { useCopyLink, useDownload } from "./use-download.ts";
import "./exports.css";

const ExportDialog = lazy(async () => ({ default: (await import("./export-dialog.tsx")).ExportDialog }));

/** What can be done with an export of the list. */
function useActions() {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["exports", "list"] });
  const download = useDownload();
  const copy = useCopyLink();
  const cancel = useMutation({ mutationFn: cancelExport, onSuccess: refresh });
  const again = useMutation({
    mutationFn: ({ kind, filter, format, columns, timeZone, decimalSeparator, dateFormat }: ExportLine) =>
      beginExport({ kind, filter }, { format, columns, timeZone, decimalSeparator, dateFormat }),
    onSuccess: async (job) => {
      queryClient.setQueryData(exportQuery(job.id).queryKey, job);
      follow(job.id);
      await refresh();
    },
  });
  return { download, copy, cancel, again, error: download.error ?? copy.error ?? cancel.error ?? again.error };
}

/** The exports that one has asked for: how they ended, their files, and another run of each. */
export function ExportsPage() {
  const list = useInfiniteQuery(exportsQuery);
  const { data: session } = useQuery(sessionQuery);
  const { download, copy, cancel, again, error } = useActions();
  const [changing, setChanging] = useState<ExportLine>();
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(
    () =>
      exportColumns({
        who: (id) => (session && session.user.id === id ? userName(session) : id),
        download: download.mutate,
        copy: copy.mutate,
        cancel: cancel.mutate,
        again: again.mutate,
        change: setChanging,
      }),
    [session, download.mutate, copy.mutate, cancel.mutate, again.mutate],
  );
  return (
    <Page
      title={session?.user.kind === "customer" ? "Downloads" : "Exports"}
      call={{ method: "GET", path: exportsPath }}
    >
      <p className="dim">
        Lists that you had written to files, with the filters that they had. A file is kept for seven days; everybody
        sees their own exports.
      </p>
      {error ? <ProblemNote error={error} /> : null}
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState title="No export yet">
          Every list has an Export button, which writes the rows that it shows.
        </EmptyState>
      ) : (
        <DataTable label="Exports" columns={columns} rows={rows} rowKey={({ id }) => id} loading={list.isPending} />
      )}
      <TableFoot list={list} count={rows.length} word="export" />
      {changing ? (
        <Suspense>
          <ExportDialog
            asked={{ kind: changing.kind, filter: changing.filter }}
            visible={undefined}
            earlier={changing}
            onClose={() => setChanging(undefined)}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
