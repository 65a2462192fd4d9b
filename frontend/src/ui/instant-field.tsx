import { TextInput } from "@mantine/core";

/** What a date-and-time field holds of an instant: the browser's own wall clock. */
export const localText = (iso: string | null): string => {
  if (!iso) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

interface InstantFieldProps {
  label: string;
  /** ISO instant; empty: none is chosen. */
  value: string;
  onChange(iso: string): void;
}

/** An instant to choose. */
export const InstantField = ({ label, value, onChange }: InstantFieldProps) => (
  <TextInput
    type="datetime-local"
    label={label}
    value={localText(value)}
    onChange={(event) => {
      const text = event.currentTarget.value;
      onChange(text ? new Date(text).toISOString() : "");
    }}
  />
);
