import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { countText } from "../ui/format.ts";
import { CardForm } from "./card-form.tsx";
import type { CardView, TariffView } from "./tariff.api.ts";
import { hoursText } from "./tariff-words.ts";
import "./card-list.css";

interface CardListProps {
  tariff: TariffView;
  chosen: string;
  choose(id: string): void;
  mayEdit: boolean;
}

/** Rate cards in the order in which they are asked, a customer's own before the others; the first that holds and has the number decides. */
export function CardList({ tariff, chosen, choose, mayEdit }: CardListProps) {
  const [editing, setEditing] = useState<CardView | "new">();
  const current = tariff.cards.find(({ id }) => id === chosen);
  return (
    <section aria-label="Rate cards" className="cards">
      <ol>
        {tariff.cards.map(({ id, name, windows, account, rates }) => (
          <li key={id}>
            <button type="button" className="card" aria-pressed={id === chosen} onClick={() => choose(id)}>
              <strong>{name}</strong>
              <span className="dim">
                {account ? `Only ${account} · ` : ""}
                {hoursText(windows)} · {countText(rates)} rates
              </span>
            </button>
          </li>
        ))}
      </ol>
      {mayEdit ? (
        <div className="toolbar">
          {current ? (
            <Button variant="subtle" color="gray" onClick={() => setEditing(current)}>
              Edit card
            </Button>
          ) : null}
          <Button variant="subtle" color="gray" leftSection={<IconPlus size={15} />} onClick={() => setEditing("new")}>
            Add card
          </Button>
        </div>
      ) : null}
      {editing ? (
        <CardForm
          tariff={tariff}
          {...(editing === "new" ? {} : { card: editing })}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  );
}
