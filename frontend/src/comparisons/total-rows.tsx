import { Button, TextInput } from "@mantine/core";
import type { NewComparison } from "./comparison.api.ts";

/** A line of typed totals, as it stands in its fields. */
export interface TypedTotal {
  destination: string;
  calls: string;
  minutes: string;
  amount: string;
}

export const noTotal: TypedTotal = { destination: "", calls: "", minutes: "", amount: "" };

const isEmpty = (total: TypedTotal): boolean => Object.values(total).every((text) => text.trim() === "");

/** Lines that are not empty, as the API takes them: minutes as seconds. What is no number is refused there, by its line. */
export const totalsOf = (totals: readonly TypedTotal[]): NonNullable<NewComparison["totals"]> =>
  totals
    .filter((total) => !isEmpty(total))
    .map(({ destination, calls, minutes, amount }) => ({
      destination: destination.trim(),
      calls: Number(calls || "0"),
      seconds: Math.round(Number(minutes || "0") * 60),
      amount: amount.trim() || "0",
    }));

const fields = [
  ["destination", "Destination", "text"],
  ["calls", "Calls", "numeric"],
  ["minutes", "Minutes", "decimal"],
  ["amount", "Amount", "decimal"],
] as const;

interface TotalRowsProps {
  totals: readonly TypedTotal[];
  change(totals: readonly TypedTotal[]): void;
}

/** What they say that calls come to, a destination a line. */
export function TotalRows({ totals, change }: TotalRowsProps) {
  const set = (at: number, part: Partial<TypedTotal>) =>
    change(totals.map((total, i) => (i === at ? { ...total, ...part } : total)));
  return (
    <div className="section">
      {totals.map((total, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
        <fieldset key={at} className="toolbar" aria-label={`Destination ${at + 1}`}>
          {fields.map(([name, label, mode]) => (
            <TextInput
              key={name}
              label={label}
              inputMode={mode}
              value={total[name]}
              onChange={(event) => set(at, { [name]: event.currentTarget.value })}
            />
          ))}
        </fieldset>
      ))}
      <Button variant="default" style={{ alignSelf: "start" }} onClick={() => change([...totals, noTotal])}>
        Another destination
      </Button>
    </div>
  );
}
