import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { noPaymentFilters, type PaymentFilters } from "../filters.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { kindWords } from "./payment-words.ts";

type Typed = Pick<PaymentFilters, "account" | "text">;

/** What is asked for of what is typed: a code only when it is whole. */
function askedOf({ account, text }: Partial<Typed>): Partial<Typed> {
  const code = account?.trim().toUpperCase();
  return {
    ...(code !== undefined && /^(C\d{8})?$/.test(code) ? { account: code } : {}),
    ...(text === undefined ? {} : { text: text.trim().slice(0, 100) }),
  };
}

interface PaymentFilterBarProps {
  filters: PaymentFilters;
  change(part: Partial<PaymentFilters>): void;
}

/** The filters, which are AND-ed and live in the address. */
export function PaymentFilterBar({ filters, change }: PaymentFilterBarProps) {
  const [typed, setTyped] = useState<Partial<Typed>>({});
  const ask = useSettledSearch(change, 300);
  const type = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    ask(askedOf(next));
  };
  const clear = () => {
    setTyped({});
    change(noPaymentFilters);
  };
  return (
    <div className="toolbar">
      <NativeSelect
        label="Kind"
        value={filters.kind}
        onChange={(event) => change({ kind: event.currentTarget.value })}
        data={[{ value: "", label: "All" }, ...Object.entries(kindWords).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        label="Account code"
        placeholder="C12345678"
        className="mono-input"
        w={130}
        value={typed.account ?? filters.account}
        onChange={(event) => type({ account: event.currentTarget.value })}
      />
      <TextInput
        label="Reference, note or method"
        data-search
        value={typed.text ?? filters.text}
        onChange={(event) => type({ text: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="From (UTC)"
        value={filters.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="To"
        value={filters.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <ClearFilters filters={filters} clear={clear} />
    </div>
  );
}
