import { NativeSelect, Select, Textarea, TextInput } from "@mantine/core";
import type { SourceFormat } from "../../../functions/intake/source.ts";
import { zoneNames } from "../ui/zone-names.ts";
import { hasOnlyLinesWith } from "./layout-traits.ts";
import { needsTimeZone, type SourceHandle } from "./source-values.ts";
import { formatNames, options, templateNotes } from "./source-words.ts";

/** How a record is written, and which clock its times are of. */
export function LayoutFields({ handle: { field, form }, fixed }: { handle: SourceHandle; fixed: boolean }) {
  const values = form.getValues();
  const { format } = values;
  const templateNote = templateNotes[format];
  const isZoneNeeded = needsTimeZone(values);
  return (
    <fieldset className="group">
      <legend>Records</legend>
      <div className="fields">
        <NativeSelect
          {...field("format", "How the switch writes a record.")}
          data={options(formatNames)}
          disabled={fixed}
          // What a sample said of the times holds for its own layout only.
          onChange={(event) => {
            const next = event.currentTarget.value as SourceFormat;
            form.setValues({ ...values, format: next, billableFrom: "", needsTimeZone: undefined });
          }}
        />
        <Select
          {...field(
            "timeZone",
            isZoneNeeded
              ? "Zone of the switch's clock: the times are written without one."
              : "Only for times that are written without a zone. Empty: UTC.",
          )}
          value={values.timeZone || null}
          onChange={(zone) => form.setFieldValue("timeZone", zone ?? "")}
          withAsterisk={isZoneNeeded}
          placeholder={isZoneNeeded ? "Choose a zone" : "UTC"}
          searchable
          data={zoneNames}
          limit={80}
          nothingFoundMessage="No such zone"
        />
        {hasOnlyLinesWith(format) ? (
          <TextInput
            {...field("onlyLinesWith", "Other lines are passed over. For logs that other programs write into too.")}
            spellCheck={false}
          />
        ) : null}
        {templateNote ? (
          <Textarea
            {...field("template", templateNote)}
            className="wide"
            classNames={{ input: "mono" }}
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
          />
        ) : null}
      </div>
    </fieldset>
  );
}
