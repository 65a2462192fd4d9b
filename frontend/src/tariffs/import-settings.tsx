import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type TariffView, tariffsQuery } from "./tariff.api.ts";

export interface ImportSettings {
  card: string;
  mode: "FULL" | "UPDATE";
  /** What a date-and-time field holds; empty: none. */
  effectiveFrom: string;
  /** Tariff id; empty: none. */
  costTariff: string;
}

export const bodyOf = ({ effectiveFrom, costTariff, ...rest }: ImportSettings) => ({
  ...rest,
  effectiveFrom: effectiveFrom ? new Date(effectiveFrom).toISOString() : null,
  costTariff: costTariff || null,
});

interface ImportSettingsProps {
  tariff: TariffView;
  value: ImportSettings;
  change(part: Partial<ImportSettings>): void;
  disabled?: boolean;
}

/** What a sheet is meant to do to the tariff. */
export function ImportSettingsFields({ tariff, value, change, disabled = false }: ImportSettingsProps) {
  const { data } = useQuery(tariffsQuery);
  const costs = (data?.items ?? []).filter(({ id, currency }) => id !== tariff.id && currency === tariff.currency);
  return (
    <div className="fields">
      <NativeSelect
        label="Rate card"
        description="Where the rates go."
        disabled={disabled}
        value={value.card}
        onChange={(event) => change({ card: event.currentTarget.value })}
        data={tariff.cards.map(({ id, name, account }) => ({
          value: id,
          label: account ? `${name} (${account})` : name,
        }))}
      />
      <NativeSelect
        label="Mode"
        description="What happens to prefixes that the sheet does not name."
        disabled={disabled}
        value={value.mode}
        onChange={(event) => change({ mode: event.currentTarget.value === "FULL" ? "FULL" : "UPDATE" })}
        data={[
          { value: "UPDATE", label: "UPDATE: they stay" },
          { value: "FULL", label: "FULL: they end at the effective date" },
        ]}
      />
      <TextInput
        type="datetime-local"
        label="Effective from"
        description="Of rows that give no date."
        disabled={disabled}
        value={value.effectiveFrom}
        onChange={(event) => change({ effectiveFrom: event.currentTarget.value })}
      />
      <NativeSelect
        label="Cost"
        description="Warns of prices below those of this tariff."
        disabled={disabled}
        value={value.costTariff}
        onChange={(event) => change({ costTariff: event.currentTarget.value })}
        data={[{ value: "", label: "Not compared" }, ...costs.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </div>
  );
}
