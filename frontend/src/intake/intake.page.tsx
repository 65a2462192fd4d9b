import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type SourceView, sourcesPath, sourcesQuery } from "./intake.api.ts";
import { ReplayDrawer } from "./replay-drawer.tsx";
import { SourceForm } from "./source-form.tsx";
import { SourceTable } from "./source-table.tsx";
import { UploadPanel } from "./upload-panel.tsx";
import { UploadTable } from "./upload-table.tsx";

/** How call records come in: the switches that send them, the files, and what became of each. */
export function IntakePage() {
  const sources = useQuery(sourcesQuery);
  const [editing, setEditing] = useState<SourceView | "new">();
  const [replaying, setReplaying] = useState<SourceView>();
  const mayEdit = useMay("intake:write");
  const items = sources.data?.items ?? [];
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add CDR source
    </Button>
  ) : null;
  return (
    <Page title="CDR intake" call={{ method: "GET", path: sourcesPath }} actions={items.length > 0 ? add : null}>
      {sources.isError ? <ProblemNote error={sources.error} retry={sources.refetch} /> : null}
      {sources.data && items.length === 0 ? (
        <EmptyState title="No CDR source yet" action={add}>
          A CDR source is one switch's records in one layout. Every record is delivered in the name of a source.
        </EmptyState>
      ) : (
        <>
          <section className="section" aria-label="Sources">
            <h2>Sources</h2>
            <SourceTable
              sources={items}
              loading={sources.isPending}
              onEdit={mayEdit ? setEditing : undefined}
              onReplay={mayEdit ? setReplaying : undefined}
            />
          </section>
          {mayEdit ? (
            <section className="section" aria-label="Upload a file">
              <h2>Upload a file</h2>
              <p className="dim">
                Each call of the file is matched with its customer, rated and charged once. A file that is sent again
                changes nothing.
              </p>
              <UploadPanel sources={items} />
            </section>
          ) : null}
          <section className="section" aria-label="Files">
            <h2>Files</h2>
            <p className="dim">
              Accepted calls are charged, duplicates were known already, parked ones wait in suspense.
            </p>
            <UploadTable sources={items} />
          </section>
        </>
      )}
      {editing ? (
        <SourceForm {...(editing === "new" ? {} : { source: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
      {replaying ? <ReplayDrawer source={replaying} onClose={() => setReplaying(undefined)} /> : null}
    </Page>
  );
}
