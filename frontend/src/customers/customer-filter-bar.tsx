import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconFilter, IconSearch, IconX } from "@tabler/icons-react";
import { memo, useState } from "react";
import { type CustomerFilters, markWords } from "../filters.ts";
import { sentence } from "../ui/format.ts";
import "./customer-filter-bar.css";

const fields: [keyof CustomerFilters, string][] = [
  ["company", "Company name"],
  ["username", "Login user name"],
  ["name", "Name"],
  ["ip", "IP address"],
  ["account", "Account ID"],
  ["sipUser", "SIP user"],
];

const statuses = ["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED", "CLOSED"];

interface FilterBarProps {
  typed: CustomerFilters;
  set(part: Partial<CustomerFilters>): void;
  clear(): void;
}

/** The quick search and the seven filters. Beside each other on a wide screen; on a narrow one the seven are behind a button. */
export function CustomerFilterBar({ typed, set, clear }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const names = [...fields.map(([name]) => name), "status" as const, "mark" as const];
  const active = names.filter((name) => typed[name] !== "");
  return (
    <search className="filters" data-open={open}>
      <QuickSearch value={typed.q} set={set} />
      <Button
        variant="default"
        className="filters-button"
        leftSection={<IconFilter size={16} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Filters{active.length > 0 ? ` (${active.length})` : ""}
      </Button>
      <div className="filters-fields">
        {fields.map(([name, label]) => (
          <Field key={name} name={name} label={label} value={typed[name]} set={set} />
        ))}
        <StatusField value={typed.status} set={set} />
      </div>
      {active.length > 0 ? <Chips names={active} filters={typed} drop={set} clear={clear} /> : null}
    </search>
  );
}

/** Each field by itself: a letter draws one of them anew. */
type FieldProps = { value: string } & Pick<FilterBarProps, "set">;

const QuickSearch = memo(function QuickSearch({ value, set }: FieldProps) {
  return (
    <TextInput
      data-search
      aria-label="Search all columns"
      placeholder="Company, login, name, IP address, account, SIP user or status"
      leftSection={<IconSearch size={16} />}
      value={value}
      onChange={(event) => set({ q: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
    />
  );
});

const Field = memo(function Field({ name, label, value, set }: FieldProps & { name: string; label: string }) {
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
    />
  );
});

const StatusField = memo(function StatusField({ value, set }: FieldProps) {
  return (
    <NativeSelect
      label="Status"
      value={value}
      onChange={(event) => set({ status: event.currentTarget.value })}
      data={[{ value: "", label: "Any" }, ...statuses.map((status) => ({ value: status, label: sentence(status) }))]}
    />
  );
});

interface ChipsProps {
  names: (keyof CustomerFilters)[];
  filters: CustomerFilters;
  drop(part: Partial<CustomerFilters>): void;
  clear(): void;
}

function Chips({ names, filters, drop, clear }: ChipsProps) {
  const labels = new Map([...fields, ["status", "Status"] as const, ["mark", "Only"] as const]);
  return (
    <div className="chips">
      {names.map((name) => (
        <button key={name} type="button" className="chip" onClick={() => drop({ [name]: "" })}>
          {labels.get(name)}: <strong>{markWords[filters[name]] ?? filters[name]}</strong>{" "}
          <IconX size={12} aria-label="remove" />
        </button>
      ))}
      <button type="button" className="link-button" onClick={clear}>
        Clear all
      </button>
    </div>
  );
}
