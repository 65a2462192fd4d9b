import { TextInput } from "@mantine/core";
import { useState } from "react";
import { type LiveFilters, noLiveFilters } from "../filters.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { CarrierFields } from "../vendors/carrier-fields.tsx";

interface LiveFilterBarProps {
  filters: LiveFilters;
  change(part: Partial<LiveFilters>): void;
  isOwn: boolean;
  seesVendors: boolean;
}

type TextFilter = "account" | "cld" | "cli" | "switch";

const digits = /^\+?[\d*#]*$/;
/** What may be asked for while it is being typed; a code only when it is whole. */
const isReady: Record<TextFilter, RegExp> = { account: /^(C\d{8})?$/, cld: digits, cli: digits, switch: /^.{0,100}$/ };
const asAsked = (name: TextFilter, text: string) => (name === "account" ? text.trim().toUpperCase() : text.trim());

/** With the pixels that the label or a whole value takes: all six fields stand in one line at 1280 px. */
const fields: readonly [TextFilter, string, string, number][] = [
  ["account", "Account code", "C12345678", 110],
  ["cld", "Called number begins with", "4479", 165],
  ["cli", "Caller begins with", "4420", 125],
  ["switch", "Switch", "proxy1", 110],
];

export function LiveFilterBar({ filters, change, isOwn, seesVendors }: LiveFilterBarProps) {
  const [typed, setTyped] = useState<Partial<LiveFilters>>({});
  const ask = useSettledSearch((part: Partial<LiveFilters>) => change(part), 300);
  const type = (name: TextFilter, text: string) => {
    const next = { ...typed, [name]: text };
    setTyped(next);
    const ready = Object.entries(next).filter(([of, value]) =>
      isReady[of as TextFilter].test(asAsked(of as TextFilter, value)),
    );
    ask(Object.fromEntries(ready.map(([of, value]) => [of, asAsked(of as TextFilter, value).replace(/^\+/, "")])));
  };
  const clear = () => {
    setTyped({});
    change(noLiveFilters);
  };
  return (
    <div className="toolbar">
      {fields
        .filter(([name]) => !isOwn || name === "cld" || name === "cli")
        .map(([name, label, placeholder, width]) => (
          <TextInput
            key={name}
            label={label}
            w={width}
            placeholder={placeholder}
            className={name === "switch" ? "" : "mono-input"}
            data-search={name === "cld" || undefined}
            value={typed[name] ?? filters[name]}
            onChange={(event) => type(name, event.currentTarget.value)}
          />
        ))}
      {seesVendors ? (
        <CarrierFields vendor={filters.vendor} gateway={filters.gateway} gatewayBy="name" change={change} />
      ) : null}
      <ClearFilters filters={filters} clear={clear} />
    </div>
  );
}
