import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { headersOf } from "../sheets/seen.ts";
import { SheetColumns } from "../sheets/sheet-columns.tsx";
import { SheetPlace } from "../sheets/sheet-place.tsx";
import { SheetPreview } from "../sheets/sheet-preview.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import {
  type CustomerImportView,
  changeImport,
  type ImportLayoutView,
  type ImportMode,
  importQuery,
} from "./customer-import.api.ts";

type Words = Record<string, string>;
type Field = CustomerImportView["fields"][number]["id"];

/** Fields whose words are declared here; those of the others can be declared over the API. */
const worded: readonly Field[] = ["customerType", "billingType", "taxFlag", "status"];

/** `0 = PREPAID, 1 = POSTPAID`. */
const textOf = (words: Words | undefined): string =>
  Object.entries(words ?? {})
    .map(([word, meaning]) => `${word} = ${meaning}`)
    .join(", ");

const wordsOf = (text: string): Words =>
  Object.fromEntries(
    text.split(",").flatMap((part): [string, string][] => {
      const [word = "", meaning = ""] = part.split("=").map((one) => one.trim());
      return word && meaning ? [[word, meaning]] : [];
    }),
  );

const filled = (constants: object) =>
  Object.fromEntries(Object.entries(constants).filter(([, text]) => String(text).trim() !== ""));

/** Without columns that only an earlier sheet had. */
const present = (columns: object, headers: readonly string[]) =>
  Object.fromEntries(Object.entries(columns).filter(([, header]) => headers.includes(String(header))));

/** How the sheet is written. A change has it tried again; the layout is kept for the next sheet of the kind. */
export function ImportLayout({ job }: { job: CustomerImportView }) {
  const queryClient = useQueryClient();
  const [layout, setLayout] = useState<ImportLayoutView>(job.layout);
  const [mode, setMode] = useState<ImportMode>(job.mode);
  const [words, setWords] = useState<Words>(
    Object.fromEntries(worded.map((field) => [field, textOf(job.layout.words[field])])),
  );
  const [open, setOpen] = useState(job.failure?.reason === "COLUMNS");
  const disabled = job.phase === "change";
  const again = useMutation({
    mutationFn: () => {
      const said = Object.fromEntries(Object.entries(words).map(([field, text]) => [field, wordsOf(text)]));
      const meant = Object.fromEntries(
        Object.entries({ ...layout.words, ...said }).filter(([, one]) => Object.keys(one ?? {}).length > 0),
      );
      const columns = present(layout.columns, headersOf(job.seen, layout));
      return changeImport(job.id, {
        mode,
        layout: { ...layout, columns, constants: filled(layout.constants), words: meant },
      });
    },
    onSuccess: (next) => queryClient.setQueryData(importQuery(job.id).queryKey, next),
  });
  const change = (part: Partial<ImportLayoutView>) => setLayout({ ...layout, ...part });
  const labels = Object.fromEntries(job.fields.map(({ id, title }) => [id, title]));
  const mandatory = new Set(job.fields.flatMap(({ id, isMandatory }) => (isMandatory ? [id] : [])));
  const known = new Set(job.fields.map(({ id }) => id));
  return (
    <section className="section" aria-label="Layout of the sheet">
      <p className="dim">{summary(job)}</p>
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide columns and layout" : "Columns and layout"}
      </button>
      {open ? (
        <>
          <h2>Sheet</h2>
          <SheetPlace seen={job.seen} layout={layout} change={change} disabled={disabled} />
          {job.seen ? <SheetPreview seen={job.seen} /> : null}
          <h2>Columns</h2>
          <SheetColumns
            fields={job.fields.map(({ id }) => id)}
            labels={labels}
            mandatory={mandatory}
            headers={headersOf(job.seen, layout)}
            found={job.mapping}
            layout={{ columns: layout.columns as Words, constants: layout.constants as Words }}
            change={change}
            disabled={disabled}
          />
          <h2>Formats</h2>
          <div className="fields">
            <NativeSelect
              label="Decimal sign"
              description="Undeclared, a comma that may mean thousands is refused."
              disabled={disabled}
              value={layout.decimal}
              onChange={(event) => change({ decimal: event.currentTarget.value as ImportLayoutView["decimal"] })}
              data={[
                { value: "AUTO", label: "Not declared" },
                { value: "POINT", label: "Point: 1,234.56" },
                { value: "COMMA", label: "Comma: 1.234,56" },
              ]}
            />
            <NativeSelect
              label="Encoding"
              description="Of text without a byte order mark."
              disabled={disabled}
              value={layout.encoding}
              onChange={(event) => change({ encoding: event.currentTarget.value as ImportLayoutView["encoding"] })}
              data={[
                { value: "UTF-8", label: "UTF-8" },
                { value: "WINDOWS-1252", label: "Windows-1252 (Western)" },
              ]}
            />
            {job.kind === "customers" ? (
              <NativeSelect
                label="Customers that are there already"
                description="By their user name."
                disabled={disabled}
                value={mode}
                onChange={(event) => setMode(event.currentTarget.value as ImportMode)}
                data={[
                  { value: "ADD", label: "Refuse the row" },
                  { value: "ADD_AND_CHANGE", label: "Change them as the row says" },
                ]}
              />
            ) : null}
            {worded
              .filter((field) => known.has(field))
              .map((field) => (
                <TextInput
                  key={field}
                  label={`Words of ${job.fields.find(({ id }) => id === field)?.title ?? field}`}
                  description="Where the sheet says it otherwise."
                  placeholder={field === "billingType" ? "0 = PREPAID, 1 = POSTPAID" : "1 = ACTIVE, 0 = SUSPENDED"}
                  disabled={disabled}
                  value={words[field] ?? ""}
                  onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })}
                />
              ))}
          </div>
          {again.isError ? <ProblemNote error={again.error} /> : null}
          {disabled ? null : (
            <Button style={{ alignSelf: "start" }} loading={again.isPending} onClick={() => again.mutate()}>
              Try the sheet again
            </Button>
          )}
        </>
      ) : null}
    </section>
  );
}

function summary({ seen, mapping, mode, kind }: CustomerImportView): string {
  const where = seen?.sheet ? `Worksheet ${seen.sheet}. ` : "";
  const header = seen?.headerRow ? `Headers in line ${seen.headerRow}` : "No headers";
  const used = `, ${Object.keys(mapping).length} of ${seen?.headers.length ?? 0} columns used`;
  const there = kind === "customers" && mode === "ADD_AND_CHANGE" ? " Customers that are there are changed." : "";
  return `${where}${header}${used}.${there}`;
}
