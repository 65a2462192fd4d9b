import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMayChangeSecrets } from "../auth/use-may.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { browserName } from "./browser-name.ts";
import { endOtherSessions, endOwnSession, type OwnSession, ownSessionsQuery } from "./own-session.api.ts";

const columns: readonly Column<OwnSession>[] = [
  {
    id: "browser",
    header: "Browser",
    main: true,
    cell: ({ agent, isThis, isSwitched }) => (
      <>
        <span title={agent ?? undefined}>{browserName(agent)}</span>{" "}
        {isThis ? <Status value="ACTIVE" label="this one" /> : null}
        {isSwitched ? <Status value="PENDING" label="somebody above you, as you" /> : null}
      </>
    ),
  },
  { id: "ip", header: "From", cell: ({ ip }) => <span className="mono">{ip ?? "–"}</span> },
  { id: "created", header: "Signed in", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "seen", header: "Last used", cell: ({ seenAt }) => <Instant at={seenAt} relative /> },
];

/** Where one is signed in. Whatever one does not know is ended here. */
export function OwnSessions() {
  const sessions = useQuery(ownSessionsQuery);
  const queryClient = useQueryClient();
  const mayEnd = useMayChangeSecrets();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
  const end = useMutation({ mutationFn: endOwnSession, onSettled });
  const endOthers = useMutation({ mutationFn: endOtherSessions, onSettled });
  const items = sessions.data?.items ?? [];
  const ending: Column<OwnSession> = {
    id: "end",
    header: "",
    bare: true,
    cell: ({ id, isThis, agent, createdAt }) =>
      isThis ? null : (
        <Button
          variant="default"
          loading={end.isPending && end.variables === id}
          aria-label={`End ${browserName(agent)} of ${createdAt}`}
          onClick={() => end.mutate(id)}
        >
          End
        </Button>
      ),
  };
  const problem = end.error ?? endOthers.error;
  return (
    <section className="section" aria-labelledby="own-sessions">
      <h2 id="own-sessions">Where you are signed in</h2>
      {sessions.isError ? <ProblemNote error={sessions.error} retry={sessions.refetch} /> : null}
      {problem ? <ProblemNote error={problem} /> : null}
      <DataTable
        label="Sessions"
        columns={mayEnd ? [...columns, ending] : columns}
        rows={items}
        rowKey={({ id }) => id}
        loading={sessions.isPending}
      />
      {mayEnd && items.length > 1 ? (
        <div>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        </div>
      ) : null}
    </section>
  );
}
