import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useSettledSearch } from "../ui/use-settled-search.ts";

interface FilterFieldProps {
  label: string;
  value: string;
  /** What is not taken of what is typed. */
  refused: RegExp;
  placeholder?: string;
  /** Whether `/` leads to it. */
  search?: boolean;
  change(typed: string): void;
}

/** What is typed shows at once and is asked for 200 ms later. */
export function FilterField({ label, value, refused, placeholder, search, change }: FilterFieldProps) {
  const [typed, setTyped] = useState(value);
  const settle = useSettledSearch(change, 200);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={label}
      w={106}
      value={typed}
      onChange={(event) => {
        const taken = event.currentTarget.value.replace(refused, "").slice(0, 128);
        setTyped(taken);
        settle(taken);
      }}
      {...(placeholder ? { placeholder } : {})}
      {...(search ? { "data-search": true } : {})}
    />
  );
}
