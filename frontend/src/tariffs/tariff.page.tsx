import { Button } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ceilingOf } from "../../../functions/tariffs/price-ceiling.ts";
import { useMay } from "../auth/use-may.ts";
import { BelowCostNote } from "../costs/below-cost-note.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import { useMayRerate } from "../rerates/use-may-rerate.ts";
import { defaultsQuery } from "../settings/settings.api.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { CardList } from "./card-list.tsx";
import { RateForm } from "./rate-form.tsx";
import { RateTable } from "./rate-table.tsx";
import { type RateView, ratesPath, tariffQuery } from "./tariff.api.ts";
import { TariffForm } from "./tariff-form.tsx";
import { kindText, roundingText } from "./tariff-words.ts";

/** One tariff: its rate cards in the order in which they are asked, and the rates of the chosen one. */
export function TariffPage() {
  const { tariffId } = useParams({ from: "/inside/tariffs/$tariffId" });
  const filter = useSearch({ from: "/inside/tariffs/$tariffId" });
  const navigate = useNavigate({ from: "/tariffs/$tariffId" });
  const change = (part: Partial<typeof filter>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const { data: tariff, isError, error, refetch } = useQuery(tariffQuery(tariffId));
  const [editing, setEditing] = useState<RateView | "new">();
  const [settings, setSettings] = useState(false);
  const mayEdit = useMay("tariffs:write");
  const mayRerate = useMayRerate();
  const { data: defaults } = useQuery(defaultsQuery);
  const ceiling = tariff && defaults ? ceilingOf(tariff, defaults) : undefined;
  const card = tariff?.cards.find(({ id }) => id === filter.card) ?? tariff?.cards[0];
  return (
    <Page
      title={tariff?.name ?? "Tariff"}
      up={{ to: "/tariffs", label: "Tariffs" }}
      call={{ method: "GET", path: ratesPath(tariffId), query: filter }}
      actions={
        tariff ? (
          <>
            <ExportButton asked={{ kind: "rates", filter: { tariff: tariffId, ...filter, card: card?.id ?? "" } }} />
            {tariff.kind === "SELL" ? (
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/tariffs/$tariffId/notices" params={{ tariffId }} {...props} />}
              >
                Rate notices
              </Button>
            ) : null}
            {mayRerate ? (
              <Button
                variant="default"
                title="Rates were changed in the past: rate calls again"
                renderRoot={(props) => <Link to="/rerates" search={{ make: "1", tariffId }} {...props} />}
              >
                Re-rate calls
              </Button>
            ) : null}
            {mayEdit ? (
              <>
                <Button data-edit variant="default" onClick={() => setSettings(true)}>
                  Edit tariff
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} />}
                  data-new
                  onClick={() => setEditing("new")}
                >
                  Add rate
                </Button>
                <Button
                  renderRoot={(props) => <Link to="/tariffs/$tariffId/import" params={{ tariffId }} {...props} />}
                  leftSection={<IconFileImport size={16} />}
                >
                  Import rates
                </Button>
              </>
            ) : null}
          </>
        ) : null
      }
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {tariff && card ? (
        <>
          <p className="dim">
            {kindText[tariff.kind]} · {tariff.currency} · rounded {roundingText[tariff.rounding].toLowerCase()} ·{" "}
            {tariff.timeZone} · version {tariff.version}
            {ceiling ? ` · prices up to ${ceiling}` : null}
          </p>
          {tariff.kind === "SELL" ? <BelowCostNote tariff={tariff.id} version={tariff.version} /> : null}
          <CardList tariff={tariff} chosen={card.id} choose={(id) => change({ card: id })} mayEdit={mayEdit} />
          <RateTable
            tariff={tariff}
            filter={{ ...filter, card: card.id }}
            change={change}
            edit={mayEdit ? setEditing : undefined}
          />
          {editing ? (
            <RateForm
              tariff={tariff}
              card={card.id}
              {...(editing === "new" ? {} : { rate: editing })}
              onClose={() => setEditing(undefined)}
            />
          ) : null}
          {settings ? <TariffForm tariff={tariff} onClose={() => setSettings(false)} /> : null}
        </>
      ) : null}
    </Page>
  );
}
