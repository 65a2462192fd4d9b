import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconFilter, IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
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
      <TextInput
        data-search
        aria-label="Search all columns"
        placeholder="Company, login, name, IP address, account, SIP user or status"
        leftSection={<IconSearch size={16} />}
        value={typed.q}
        onChange={(event) => set({ q: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
      />
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
          <TextInput
            key={name}
            label={label}
            value={typed[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
        <NativeSelect
          label="Status"
          value={typed.status}
          onChange={(event) => set({ status: event.currentTarget.value })}
          data={[{ value: "", label: "Any" }, ...statuses.map((value) => ({ value, label: sentence(value) }))]}
        />
      </div>
      {active.length > 0 ? <Chips names={active} filters={typed} drop={set} clear={clear} /> : null}
    </search>
  );
}

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
