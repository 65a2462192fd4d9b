import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type CustomerFilters, noCustomerFilters } from "../filters.ts";
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
  filters: CustomerFilters;
  change(part: Partial<CustomerFilters>): void;
}

/** What is typed shows at once and reaches the address 200 ms later: writing to the router at each key costs a visible pause. */
function useTyped({ filters, change }: FilterBarProps) {
  const [typed, setTyped] = useState(filters);
  const settle = useDebouncedCallback((part: Partial<CustomerFilters>) => change(part), 200);
  useEffect(() => setTyped(filters), [filters]);
  const set = (part: Partial<CustomerFilters>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    settle(next);
  };
  return { typed, set };
}

/** The seven filters of the listing. Beside each other on a wide screen, behind one button on a narrow one. */
export function CustomerFilterBar(props: FilterBarProps) {
  const { typed, set } = useTyped(props);
  const [open, setOpen] = useState(false);
  const names = [...fields.map(([name]) => name), "status" as const];
  const active = names.filter((name) => props.filters[name] !== "");
  const clear = () => props.change({ ...noCustomerFilters, hide: props.filters.hide, sort: props.filters.sort });
  return (
    <search className="filters" data-open={open}>
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
        {fields.map(([name, label], index) => (
          <TextInput
            key={name}
            label={label}
            value={typed[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
            autoComplete="off"
            spellCheck={false}
            {...(index === 0 ? { "data-search": true } : {})}
          />
        ))}
        <NativeSelect
          label="Status"
          value={typed.status}
          onChange={(event) => set({ status: event.currentTarget.value })}
          data={[{ value: "", label: "Any" }, ...statuses.map((value) => ({ value, label: sentence(value) }))]}
        />
      </div>
      {active.length > 0 ? <Chips names={active} filters={props.filters} drop={props.change} clear={clear} /> : null}
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
  const labels = new Map([...fields, ["status", "Status"] as const]);
  return (
    <div className="chips">
      {names.map((name) => (
        <button key={name} type="button" className="chip" onClick={() => drop({ [name]: "" })}>
          {labels.get(name)}: <strong>{filters[name]}</strong> <IconX size={12} aria-label="remove" />
        </button>
      ))}
      <button type="button" className="link-button" onClick={clear}>
        Clear all
      </button>
    </div>
  );
}
