import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type TariffView, tariffsPath, tariffsQuery } from "./tariff.api.ts";
import { TariffForm } from "./tariff-form.tsx";
import { kindText, roundingText } from "./tariff-words.ts";

const columnsOf = (edit: ((tariff: TariffView) => void) | undefined): Column<TariffView>[] => [
  {
    id: "name",
    header: "Name",
    main: true,
    cell: ({ id, name }) => (
      <Link to="/tariffs/$tariffId" params={{ tariffId: id }}>
        {name}
      </Link>
    ),
  },
  { id: "currency", header: "Currency", cell: ({ currency }) => currency },
  { id: "kind", header: "For", cell: ({ kind }) => kindText[kind] },
  { id: "cards", header: "Rate cards", align: "end", cell: ({ cards }) => cards.length },
  { id: "rounding", header: "Rounding", cell: ({ rounding }) => roundingText[rounding] },
  { id: "timeZone", header: "Time zone", cell: ({ timeZone }) => timeZone },
  { id: "version", header: "Version", align: "end", cell: ({ version }) => version },
  ...(edit
    ? [
        {
          id: "edit",
          header: "",
          bare: true,
          cell: (tariff: TariffView) => (
            <button
              type="button"
              data-edit
              className="link-button"
              aria-label={`Edit ${tariff.name}`}
              onClick={() => edit(tariff)}
            >
              Edit
            </button>
          ),
        },
      ]
    : []),
];

/** What is sold: each tariff is an ordered set of rate cards in one currency. */
export function TariffsPage() {
  const tariffs = useQuery(tariffsQuery);
  const [editing, setEditing] = useState<TariffView | "new">();
  const mayEdit = useMay("tariffs:write");
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add tariff
    </Button>
  ) : null;
  return (
    <Page title="Tariffs" call={{ method: "GET", path: tariffsPath }} actions={add}>
      {tariffs.isError ? <ProblemNote error={tariffs.error} retry={tariffs.refetch} /> : null}
      {tariffs.data?.items.length === 0 ? (
        <EmptyState title="No tariff yet">
          A tariff holds the rates that customers are charged by. Add one, then import its rates.
        </EmptyState>
      ) : (
        <DataTable
          label="Tariffs"
          columns={columnsOf(mayEdit ? setEditing : undefined)}
          rows={tariffs.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={tariffs.isPending}
        />
      )}
      {editing ? (
        <TariffForm {...(editing === "new" ? {} : { tariff: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
    </Page>
  );
}
