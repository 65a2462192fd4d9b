import { NativeSelect, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import type { SourceHandle } from "./source-values.ts";
import { options, quotingNames, separatorNames, unitNames } from "./source-words.ts";

/** How a table is written: what stands between its fields, which rows are calls, what times and durations look like. */
export function CsvFields({ handle }: { handle: SourceHandle }) {
  const { field, form } = handle;
  return (
    <fieldset className="group">
      <legend>Table</legend>
      <div className="fields">
        <NativeSelect {...field("csv.separator", "Between two fields.")} data={options(separatorNames)} />
        <NativeSelect
          {...field("csv.quoting", "How a field that holds the separator is written.")}
          data={options(quotingNames)}
        />
        {form.getValues().format === "generic-csv" ? <GenericFields handle={handle} /> : null}
      </div>
    </fieldset>
  );
}

function GenericFields({ handle: { field, tick, form } }: { handle: SourceHandle }) {
  const { csv } = form.getValues();
  return (
    <>
      <TextInput
        {...field("csv.timeFormat", "iso, epoch, epochMs, or a pattern such as DD.MM.YYYY HH:mm:ss.")}
        // What a sample said of the zone holds for the format that it was read with.
        onChange={(event) => {
          const next = { ...csv, timeFormat: event.currentTarget.value };
          form.setValues({ ...form.getValues(), csv: next, needsTimeZone: undefined });
        }}
        spellCheck={false}
      />
      <NativeSelect {...field("csv.durationUnit", "What the duration column counts.")} data={options(unitNames)} />
      <NumberInput
        {...field("csv.skipLines", "Lines before the header or the first row.")}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="none"
      />
      <Switch
        {...tick("csv.header", "Off: columns are given by position, from 1.")}
        label="First line names the columns"
      />
      <TextInput
        {...field(
          "csv.rowFilter.column",
          "Empty: every row is a call. Else only rows whose column has one of the values.",
        )}
        spellCheck={false}
      />
      <TagsInput {...field("csv.rowFilter.values", "Without regard to case. Enter after each.")} />
      <TagsInput
        {...field(
          "csv.answeredWords",
          "Of the cause text, for tables with neither an answer time nor a SIP code. Enter after each.",
        )}
      />
    </>
  );
}
