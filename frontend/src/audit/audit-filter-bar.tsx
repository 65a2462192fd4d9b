import { NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { type AuditFilters, noAuditFilters } from "../filters.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";

/** Nouns of actions, as suggestions; any other can be typed. */
const kinds = [
  ...["customer", "ip-device", "sip-device", "dialing-routes", "translation-rules", "tariff", "route", "cdr-source"],
  ...["customer-import", "comparison", "export", "suspense", "user", "api-key", "settings"],
];
const verbs = ["create", "change", "remove", "close", "reopen", "apply", "cancel"];

/** What the API takes; something half typed is not asked for yet. */
const takes = {
  account: /^(C\d{8})?$/,
  kind: /^([a-z][a-z-]{0,39})?$/,
  action: /^([a-z][a-z-]{0,39}(\.[a-z][a-z-]{0,39})?)?$/,
  text: /^.{0,100}$/s,
} as const;
type Typed = keyof typeof takes;

interface AuditFilterBarProps {
  filters: AuditFilters;
  change(part: Partial<AuditFilters>): void;
  /** Ids of people and accounts of resellers, each with its name. */
  actors: readonly (readonly [string, string])[];
}

/** The filters, which are AND-ed and live in the address. */
export function AuditFilterBar({ filters, change, actors }: AuditFilterBarProps) {
  const [typed, setTyped] = useState<Partial<Record<Typed, string>>>({});
  // Two fields may be typed into before the first is asked for.
  const waiting = useRef<Partial<AuditFilters>>({});
  const ask = useSettledSearch((asked: Partial<AuditFilters>) => {
    change(asked);
    waiting.current = {};
  }, 300);
  const type = (name: Typed, text: string) => {
    setTyped({ ...typed, [name]: text });
    const value = name === "account" ? text.trim().toUpperCase() : text.trim();
    if (!takes[name].test(value)) return;
    waiting.current = { ...waiting.current, [name]: value };
    ask(waiting.current);
  };
  const field = (name: Typed, label: string, placeholder = "") => (
    <TextInput
      label={label}
      placeholder={placeholder}
      className={name === "text" ? undefined : "mono-input"}
      value={typed[name] ?? filters[name]}
      onChange={(event) => type(name, event.currentTarget.value)}
      {...(name === "account" ? { "data-search": true } : {})}
      {...(name === "kind" ? { list: "audit-kinds" } : name === "action" ? { list: "audit-actions" } : {})}
    />
  );
  const isKnown = filters.actor === "" || filters.actor === "system" || actors.some(([id]) => id === filters.actor);
  return (
    <div className="toolbar audit-filters">
      <TextInput
        type="date"
        label="Day (UTC)"
        value={filters.day}
        onChange={(event) => change({ day: event.currentTarget.value })}
      />
      {field("account", "Account code", "C12345678")}
      <NativeSelect
        label="Who"
        value={filters.actor}
        onChange={(event) => change({ actor: event.currentTarget.value })}
        data={[
          { value: "", label: "Anyone" },
          ...actors.map(([value, label]) => ({ value, label })),
          { value: "system", label: "The product itself" },
          ...(isKnown ? [] : [{ value: filters.actor, label: filters.actor }]),
        ]}
      />
      {field("kind", "To what kind", "customer")}
      {field("action", "What was done", "create")}
      {field("text", "Says")}
      <ClearFilters
        filters={filters}
        clear={() => {
          waiting.current = {};
          setTyped({});
          change(noAuditFilters);
        }}
      />
      <datalist id="audit-kinds">
        {kinds.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <datalist id="audit-actions">
        {verbs.map((verb) => (
          <option key={verb} value={verb} />
        ))}
      </datalist>
    </div>
  );
}
