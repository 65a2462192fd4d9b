import { TextInput } from "@mantine/core";

interface DayRangeProps {
  /** Calendar days, `2026-01-31`, both included. */
  from: string;
  to: string;
  change(part: { from?: string; to?: string }): void;
}

/** Two days of which the first is not behind the second. */
export const DayRange = ({ from, to, change }: DayRangeProps) => (
  <>
    <TextInput
      type="date"
      w={126}
      label="From"
      value={from}
      max={to}
      onChange={(event) => change({ from: event.currentTarget.value })}
    />
    <TextInput
      type="date"
      w={126}
      label="To"
      value={to}
      min={from}
      onChange={(event) => change({ to: event.currentTarget.value })}
    />
  </>
);
