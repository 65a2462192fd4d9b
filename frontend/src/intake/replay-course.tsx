import { Alert, Button, Progress } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { countOf, countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { applyReplay, changesOf, isOver, type Replay, replayQuery } from "./replay.api.ts";

interface Line {
  what: string;
  count: number;
  outcome: string;
}

/** What was found and what is done with it; lines of which there is none are left out. */
function linesOf({ found, done, rated, phase }: Replay): Line[] {
  const will = phase === "trial";
  const reasons = Object.entries(rated.reasons).map(([reason, count]) => `${countText(count)} ${sentence(reason)}`);
  const became = `${countText(rated.charged)} charged, ${countText(rated.duplicates)} known already${reasons.length > 0 ? `, parked: ${reasons.join(", ")}` : ""}`;
  const lines: Line[] = [
    { what: "Read as before", count: found.unchanged, outcome: "nothing" },
    { what: "Read otherwise in what decides no charge", count: found.details, outcome: "nothing" },
    { what: "Still cannot be read", count: found.unreadable, outcome: "nothing" },
    { what: "Can be read now", count: found.readable + found.new, outcome: will ? "will be rated" : became },
    {
      what: "Read otherwise, charged as before",
      count: done.conflicts,
      outcome: will ? "will wait as conflicts, not charged" : "wait as conflicts, not charged",
    },
    {
      what: "Read otherwise, still waiting",
      count: done.replaced,
      outcome: will ? "will take the place of the old reading" : "are tried in five minutes",
    },
    { what: "Done by an earlier replay", count: done.already, outcome: "nothing" },
    { what: "Decided by a person, or waits as it was", count: done.settled, outcome: "nothing" },
  ];
  return lines.filter(({ count }) => count > 0);
}

const columns: readonly Column<Line>[] = [
  { id: "what", header: "Records", main: true, cell: ({ what }) => what },
  { id: "count", header: "Number", align: "end", cell: ({ count }) => countText(count) },
  { id: "outcome", header: "What happens", cell: ({ outcome }) => outcome },
];

function Examples({ examples }: Pick<Replay, "examples">) {
  if (examples.length === 0) return null;
  return (
    <section className="section" aria-label="Examples">
      <h2>Examples</h2>
      <ul>
        {examples.map(({ delivery, line, before, now }) => (
          <li key={`${delivery} ${line} ${now}`}>
            <span className="dim">
              Line {line} of <span className="mono">{delivery}</span>
            </span>
            <br />
            {before} → {now}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReplayCourseProps {
  id: string;
  onClose(): void;
  /** Choose something else. */
  again(): void;
}

/** The trial, then the replay, as far as they are. */
export function ReplayCourse({ id, onClose, again }: ReplayCourseProps) {
  const queryClient = useQueryClient();
  const { data: replay, error, refetch } = useQuery(replayQuery(id));
  const apply = useMutation({
    mutationFn: () => applyReplay(id),
    onSuccess: (next) => queryClient.setQueryData(replayQuery(id).queryKey, next),
  });
  const isDone = replay?.phase === "change" && isOver(replay);
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries();
  }, [isDone, queryClient]);
  if (error) return <ProblemNote error={error} retry={refetch} />;
  if (!replay || !isOver(replay))
    return (
      <div role="status">
        <p>{replay?.phase === "change" ? "Reading again and charging…" : "Reading again; nothing is changed yet…"}</p>
        <Progress value={replay?.progress ?? 0} aria-label="Progress" />
      </div>
    );
  if (replay.error) return <Failed text={replay.error} again={again} />;
  const records = Object.values(replay.found).reduce((sum, count) => sum + count, 0);
  const changes = changesOf(replay);
  return (
    <div className="section">
      <p role="status">
        {countText(replay.deliveries)} {replay.deliveries === 1 ? "delivery" : "deliveries"} with{" "}
        {countOf(records, false, "record")} {isDone ? "read again." : "read again; nothing is changed yet."}
        {changes === 0 && !isDone ? " Nothing would change." : ""}
      </p>
      {replay.filesLeft > 0 ? (
        <p>Left out: {countOf(replay.filesLeft, false, "file")} still being read, or of which no bytes are kept.</p>
      ) : null}
      {records > 0 ? (
        <DataTable label="What was found" columns={columns} rows={linesOf(replay)} rowKey={({ what }) => what} />
      ) : null}
      {isDone && replay.done.conflicts > 0 ? (
        <p>
          <Link to="/suspense" search={{ source: replay.source, reason: "CONFLICT" }}>
            Look at the conflicts
          </Link>
        </p>
      ) : null}
      <Examples examples={replay.examples} />
      {apply.isError ? <ProblemNote error={apply.error} /> : null}
      <div className="form-bar">
        {isDone ? null : (
          <Button loading={apply.isPending} disabled={changes === 0} onClick={() => apply.mutate()}>
            Replay {countOf(changes, false, "record")}
          </Button>
        )}
        <Button variant="default" onClick={isDone ? onClose : again}>
          {isDone ? "Close" : "Choose something else"}
        </Button>
      </div>
    </div>
  );
}

const Failed = ({ text, again }: { text: string; again(): void }) => (
  <div className="section">
    <Alert color="red" role="alert">
      {text}
    </Alert>
    <div>
      <Button variant="default" onClick={again}>
        Choose something else
      </Button>
    </div>
  </div>
);
