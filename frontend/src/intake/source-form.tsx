import { NativeSelect, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { billableChoices, NewSource, type SourceFormat } from "../../../functions/intake/source.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { CsvFields } from "./csv-fields.tsx";
import { addSource, editSource, type SourceView } from "./intake.api.ts";
import { bodyOf, newSource, type SourceValues, sourceShape, valuesOf } from "./source-values.ts";
import { billableNames, customerByNames, formatNames, templateNotes, vendorByNames } from "./source-words.ts";

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
/** The layouts that read `onlyLinesWith`. */
const textLines = new Set(["kamailio-log", "kamailio-acc", "opensips-log", "generic-csv"]);
/** The server's own schema, asked with the body that will be sent. */
const checked = z.any().superRefine((values, context) => {
  const result = NewSource.safeParse(bodyOf(values as SourceValues));
  for (const issue of result.error?.issues ?? [])
    context.addIssue({ code: "custom", path: [...issue.path], message: issue.message });
});

interface SourceFormProps {
  source?: SourceView;
  onClose(): void;
}

/** What a layout leaves open: clock, seconds, leg, owner and numbers of one switch's records. */
export function SourceForm({ source, onClose }: SourceFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<SourceValues, { name: string }>({
    schema: checked,
    shape: sourceShape,
    initial: source ? valuesOf(source) : newSource,
    save: (values, key) => {
      const { switch: name, format, ...rest } = bodyOf(values);
      return source ? editSource(source, rest) : addSource({ switch: name, format, ...rest }, key);
    },
    saved: async ({ name }) => {
      toast(`${name} is ${source ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["intake"] });
    },
  });
  const { field, form } = handle;
  const { format } = form.getValues();
  const templateNote = templateNotes[format as SourceFormat];
  const fixed = source ? { disabled: true } : {};
  return (
    <DrawerForm
      title={source ? `Edit ${source.name}` : "Add CDR source"}
      verb={source ? "Save changes" : "Add CDR source"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("name")} withAsterisk data-autofocus />
      <TextInput
        {...field("switch", "Two sources of one switch share its name: it is part of a call's identity.")}
        withAsterisk
        spellCheck={false}
        {...fixed}
      />
      <NativeSelect {...field("format")} data={options(formatNames)} {...fixed} />
      {templateNote ? (
        <Textarea {...field("template", templateNote)} autosize minRows={2} maxRows={8} spellCheck={false} />
      ) : null}
      <Select
        {...field("timeZone", "Zone of the times that are written without one.")}
        searchable
        data={zones}
        limit={80}
        allowDeselect={false}
      />
      <NativeSelect
        {...field("billableFrom", "Where the talk time is read from.")}
        data={[
          { value: "", label: "The layout's best" },
          ...billableChoices[format as SourceFormat].map((value) => ({ value, label: billableNames[value] })),
        ]}
      />
      <NativeSelect
        {...field("billedLeg", "Other legs are kept at charge 0.")}
        data={options({ a: "A leg", b: "B leg", all: "Every leg" })}
      />
      <NativeSelect {...field("customerBy", "How the customer of a call is found.")} data={options(customerByNames)} />
      <NativeSelect {...field("vendorBy", "How the carrier of a call is found.")} data={options(vendorByNames)} />
      <NativeSelect
        {...field("numberState", "Whether the called number is as dialled or already rewritten.")}
        data={options({
          DIALLED: "As dialled: strip dial prefix, apply rules",
          TRANSLATED: "Translated: rate as it stands",
        })}
      />
      {textLines.has(format) ? (
        <TextInput
          {...field("onlyLinesWith", "Other lines are passed over. For logs that other programs write into too.")}
          spellCheck={false}
        />
      ) : null}
      <fieldset className="group">
        <legend>Numbers</legend>
        <div className="fields">
          <Switch
            {...handle.tick("normalise.plus", "+44… becomes 44….")}
            label="Take a leading + away"
            className="wide"
          />
          <TextInput {...field("normalise.internationalPrefix", "Removed, mostly 00 or 011.")} inputMode="numeric" />
          <TextInput {...field("normalise.nationalPrefix", "Replaced by the country code.")} inputMode="numeric" />
          <TextInput {...field("normalise.countryCode", "Without +.")} inputMode="numeric" />
          <TextInput {...field("cliField", "Where it is not the usual one.")} />
          <TextInput {...field("cldField", "Where it is not the usual one.")} />
        </div>
      </fieldset>
      {format === "generic-csv" ? <CsvFields handle={handle} /> : null}
    </DrawerForm>
  );
}
