import { TagsInput } from "@mantine/core";
import type { FormHandle } from "../ui/schema-form.ts";

interface FailoverCodesProps<V extends Record<string, unknown>> {
  handle: FormHandle<V>;
  name: "failoverSipCodes" | "failoverCauses";
}

/** A list of numbers; what is no number is shown as it was typed, so that the form says what is wrong. */
export function FailoverCodes<V extends Record<string, unknown>>({ handle, name }: FailoverCodesProps<V>) {
  const codes = (handle.form.getValues()[name] ?? []) as readonly (number | string)[];
  return (
    <TagsInput
      {...handle.field(name)}
      value={codes.map(String)}
      onChange={(texts) =>
        handle.form.setFieldValue(name, texts.map((text) => (/^\d+$/.test(text) ? Number(text) : text)) as never)
      }
      splitChars={[",", " "]}
      placeholder="Enter after each"
    />
  );
}
