import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { CallFilters } from "../filters.ts";
import { sentence } from "../ui/format.ts";

interface CallFilterBarProps {
  filters: CallFilters;
  change(part: Partial<CallFilters>): void;
}

const dispositions = ["ANSWERED", "BUSY", "NO_ANSWER", "CANCELLED", "FAILED"];

export function CallFilterBar({ filters, change }: CallFilterBarProps) {
  return (
    <>
      <TextInput
        type="date"
        label="From"
        value={filters.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="To"
        value={filters.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <NumberField label="CLD begins with" value={filters.cld} search change={(cld) => change({ cld })} />
      <NumberField label="CLI begins with" value={filters.cli} change={(cli) => change({ cli })} />
      <NativeSelect
        label="Disposition"
        value={filters.disposition}
        onChange={(event) => change({ disposition: event.currentTarget.value })}
        data={[{ value: "", label: "Any" }, ...dispositions.map((value) => ({ value, label: sentence(value) }))]}
      />
    </>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  search?: boolean;
  change(digits: string): void;
}

/** Digits as typed show at once and are asked for 200 ms later. */
function NumberField({ label, value, search, change }: NumberFieldProps) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(change, 200);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={label}
      w={150}
      inputMode="tel"
      value={typed}
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/[^0-9*#+A-Da-d]/g, "").slice(0, 32);
        setTyped(digits);
        settle(digits);
      }}
      {...(search ? { "data-search": true } : {})}
    />
  );
}
