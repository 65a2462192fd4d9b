import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { DayTable } from "./day-table.tsx";
import { sourceDaysPath, sourceDaysQuery, sourceQuery } from "./intake.api.ts";
import { ReplayDrawer } from "./replay-drawer.tsx";
import { SilenceState, SilenceWords } from "./silence-state.tsx";
import { SourceForm } from "./source-form.tsx";
import { customerByNames, formatNames } from "./source-words.ts";
import { UploadTable } from "./upload-table.tsx";

/** One source: what came of its records day by day and file by file, to compare with its switch. */
export function SourcePage() {
  const { sourceId } = useParams({ from: "/inside/intake/$sourceId" });
  const { data: source, isError, error, refetch } = useQuery(sourceQuery(sourceId));
  const days = useQuery(sourceDaysQuery(sourceId));
  const [editing, setEditing] = useState(false);
  const [replaying, setReplaying] = useState(false);
  const mayEdit = useMay("intake:write");
  return (
    <Page
      title={source?.name ?? "CDR source"}
      heading={
        source ? (
          <>
            {source.name} <SilenceState silence={source.silence} />
          </>
        ) : null
      }
      up={{ to: "/intake", label: "CDR intake" }}
      call={{ method: "GET", path: sourceDaysPath(sourceId) }}
      actions={
        source ? (
          <>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/suspense" search={{ source: sourceId }} {...props} />}
            >
              Suspense
            </Button>
            {mayEdit ? (
              <>
                <Button variant="default" onClick={() => setReplaying(true)}>
                  Replay
                </Button>
                <Button data-edit variant="default" onClick={() => setEditing(true)}>
                  Edit source
                </Button>
              </>
            ) : null}
          </>
        ) : null
      }
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {source ? (
        <>
          <p className="dim">
            {formatNames[source.format]} · switch {source.switch} · {source.timeZone} · customer by{" "}
            {customerByNames[source.customerBy].toLowerCase()}
          </p>
          <SilenceWords silence={source.silence} />
          <section className="section" aria-label="Days">
            <h2>Days</h2>
            <p className="dim">
              Records by the day of the call's setup in {source.timeZone}, of the last 31 days. Each is a call, a
              duplicate or parked; a parked one moves to the calls when it is charged.
            </p>
            {days.isError ? <ProblemNote error={days.error} retry={days.refetch} /> : null}
            {days.data?.items.length === 0 ? (
              <EmptyState title="No record in the last 31 days">
                What the switch delivers or you upload is counted here by day.
              </EmptyState>
            ) : (
              <DayTable source={sourceId} days={days.data?.items ?? []} loading={days.isPending} />
            )}
          </section>
          <section className="section" aria-label="Files">
            <h2>Files</h2>
            <UploadTable sources={[source]} source={sourceId} />
          </section>
        </>
      ) : null}
      {editing && source ? <SourceForm source={source} onClose={() => setEditing(false)} /> : null}
      {replaying && source ? <ReplayDrawer source={source} onClose={() => setReplaying(false)} /> : null}
    </Page>
  );
}
