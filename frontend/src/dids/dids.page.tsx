import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type DidView, didsPath, didsQuery } from "./did.api.ts";
import { didColumns } from "./did-columns.tsx";
import { DidForm } from "./did-form.tsx";

/** Numbers of ours, whose they are and where they ring. */
export function DidsPage() {
  const asked = useSearch({ from: "/inside/dids" });
  const navigate = useNavigate({ from: "/dids" });
  const dids = useInfiniteQuery(didsQuery(asked));
  const mayEdit = useMay("routing:write");
  const [editing, setEditing] = useState<DidView | "new">();
  const items = dids.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = asked.prefix !== "" || asked.account !== "";
  const isEmpty = dids.isSuccess && items.length === 0;
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add DIDs
    </Button>
  ) : null;
  return (
    <Page
      title="DIDs"
      call={{ method: "GET", path: didsPath, query: asked }}
      actions={
        <>
          <ExportButton asked={{ kind: "dids", filter: asked }} />
          {add}
        </>
      }
    >
      <p className="dim">
        A caller from outside reaches the customer that has the whole number. It rings at one of the customer's devices,
        after the customer's DID source and destination rules.
      </p>
      {isEmpty && !isFiltered ? null : (
        <Filters key={JSON.stringify(asked)} asked={asked} ask={(search) => void navigate({ search, replace: true })} />
      )}
      {dids.isError ? <ProblemNote error={dids.error} retry={dids.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title={isFiltered ? "No DID matches" : "No DID yet"}>
          {isFiltered
            ? "Take a filter away to see the others."
            : "Add the numbers that your carriers deliver to you, then give them to customers."}
        </EmptyState>
      ) : dids.isError ? null : (
        <DataTable
          label="DIDs"
          columns={didColumns(mayEdit ? setEditing : undefined)}
          rows={items}
          rowKey={({ number }) => number}
          loading={dids.isPending}
          stale={dids.isPlaceholderData}
        />
      )}
      {items.length > 0 ? <TableFoot list={dids} count={items.length} word="DID" /> : null}
      {editing ? (
        <DidForm {...(editing === "new" ? {} : { did: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
    </Page>
  );
}

interface Asked {
  prefix: string;
  account: string;
}

function Filters({ asked, ask }: { asked: Asked; ask(next: Asked): void }) {
  const [form, setForm] = useState(asked);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask({ prefix: form.prefix.replace(/\D/g, ""), account: form.account.trim() });
  };
  return (
    <form className="toolbar" onSubmit={submit} aria-label="DIDs">
      <TextInput
        label="Number begins with"
        placeholder="4420"
        inputMode="tel"
        data-search
        value={form.prefix}
        onChange={(event) => setForm({ ...form, prefix: event.currentTarget.value })}
      />
      <TextInput
        label="Account code"
        placeholder="C12345678"
        value={form.account}
        onChange={(event) => setForm({ ...form, account: event.currentTarget.value })}
      />
      <Button type="submit">Find</Button>
    </form>
  );
}
