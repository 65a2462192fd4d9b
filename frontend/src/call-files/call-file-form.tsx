import { MultiSelect, NativeSelect, NumberInput, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { CallFileSettings } from "../../../functions/call-files/call-file-settings.ts";
import { dateFormats } from "../../../functions/exports/cell.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { titled } from "../ui/titled.ts";
import { zoneNames } from "../ui/zone-names.ts";
import { type CallFileSettingsView, callFileSettingsQuery, saveSettings, type Whose } from "./call-file.api.ts";

type Sent = Parameters<typeof saveSettings>[1];
/** Empty texts and lists are what is not set; a number of days is chosen as text. */
type Values = Omit<Sent, "timeZone" | "columns" | "webhookUrl" | "keepDays"> & {
  timeZone: string;
  columns: NonNullable<Sent["columns"]>;
  webhookUrl: string;
  keepDays: string;
};

const shape = {
  active: titled("A file of each day's calls"),
  emails: titled("E-mail addresses"),
  webhookUrl: titled("Webhook address"),
  timeZone: titled("Time zone"),
  delayHours: titled("Hours after the end of the day"),
  lateDays: titled("Look back for late calls"),
  format: titled("Format"),
  gzip: titled("Packed (gzip)"),
  columns: titled("Columns"),
  separator: titled("Separator"),
  decimalSeparator: titled("Decimal separator"),
  dateFormat: titled("Dates"),
  whenEmpty: titled("Day without calls"),
  keepDays: titled("Kept for"),
};

function valuesOf(view: CallFileSettingsView): Values {
  const { dueAt: _due, version: _version, known: _known, secret: _secret, ...settings } = view;
  const { timeZone, columns, webhookUrl, keepDays } = settings;
  const texts = { timeZone: timeZone ?? "", webhookUrl: webhookUrl ?? "", keepDays: String(keepDays) };
  return { ...settings, ...texts, columns: columns ?? [] };
}

const bodyOf = ({ timeZone, columns, webhookUrl, keepDays, gzip, ...values }: Values): Sent => ({
  ...values,
  timeZone: timeZone || null,
  columns: columns.length > 0 ? columns : null,
  webhookUrl: webhookUrl.trim() || null,
  keepDays: Number(keepDays) as Sent["keepDays"],
  gzip: gzip && values.format !== "xlsx",
});

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

const separators = options({ COMMA: "Comma ,", SEMICOLON: "Semicolon ;", TAB: "Tab", PIPE: "Bar |" });
const decimals = options({ ".": "Point 0.5", ",": "Comma 0,5" });
const formats = options({ csv: "CSV with a header line", txt: "TXT without a header line", xlsx: "XLSX workbook" });
const empties = options({ FILE: "A file without rows", NOTHING: "No file and no word" });
const keeping = options({ 7: "7 days", 30: "30 days", 90: "90 days" });

interface CallFileFormProps {
  whose: Whose;
  settings: CallFileSettingsView;
  onClose(): void;
  onSecret(secret: ShownSecret): void;
}

/** How the file of each day is wanted, and who is told of it. */
export function CallFileForm({ whose, settings, onClose, onSecret }: CallFileFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, CallFileSettingsView>({
    schema: z.preprocess((values) => bodyOf(values as Values), CallFileSettings),
    shape,
    initial: valuesOf(settings),
    save: (values) => saveSettings(whose, bodyOf(values), settings.version),
    saved: async ({ secret, webhookUrl }) => {
      onClose();
      if (secret && webhookUrl) onSecret({ login: new URL(webhookUrl).host, secret });
      await queryClient.invalidateQueries({ queryKey: callFileSettingsQuery(whose.account).queryKey });
    },
  });
  const { field, tick } = handle;
  return (
    <DrawerForm title="Daily call files" verb="Save" handle={handle} onClose={onClose}>
      <Switch {...tick("active", "Off: no files are made.")} data-autofocus />
      <TagsInput {...field("emails", "Who gets a mail with a link. Enter after each; empty: nobody.")} />
      <TextInput {...field("webhookUrl", "Your system is told by calls.delivered. Empty: it is not.")} />
      <Select
        {...field("timeZone", "Of the days and of the dates in the file. Empty: that of the account.")}
        data={zoneNames}
        searchable
        clearable
        limit={80}
        nothingFoundMessage="No such zone"
      />
      <NumberInput {...field("delayHours", "1 to 48.")} min={1} max={48} allowDecimal={false} clampBehavior="none" />
      <NumberInput
        {...field("lateDays", "Days, 0 to 14: a day that has more calls since is made anew.")}
        min={0}
        max={14}
        allowDecimal={false}
        clampBehavior="none"
      />
      <FileFields handle={handle} known={settings.known} />
    </DrawerForm>
  );
}

type FileFieldsProps = { handle: FormHandle<Values>; known: CallFileSettingsView["known"] };

/** What the file itself is like. */
function FileFields({ handle: { field, tick, form }, known }: FileFieldsProps) {
  const isText = form.getValues().format !== "xlsx";
  return (
    <>
      <NativeSelect {...field("format")} data={formats} />
      {isText ? <Switch {...tick("gzip", "For large files.")} /> : null}
      <MultiSelect
        {...field("columns", "In the order in which you choose them. Empty: all.")}
        data={known.map(({ id, title }) => ({ value: id, label: title }))}
        searchable
        clearable
      />
      {isText ? <NativeSelect {...field("separator", "Between the cells.")} data={separators} /> : null}
      {isText ? <NativeSelect {...field("decimalSeparator")} data={decimals} /> : null}
      <NativeSelect
        {...field("dateFormat", "ISO is UTC; the others are the clock of the zone.")}
        data={[...dateFormats]}
      />
      <NativeSelect {...field("whenEmpty")} data={empties} />
      <NativeSelect {...field("keepDays", "Then the file goes.")} data={keeping} />
    </>
  );
}
