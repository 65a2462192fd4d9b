import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiProblem, type FieldFault } from "../api/problem.ts";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type Preview, previewOf } from "./intake.api.ts";
import { PreviewTables } from "./preview-tables.tsx";
import { bodyOf, checkedSource, labelOf, type SourceHandle, type SourceValues } from "./source-values.ts";

/** What keeps the settings from being tried. A name is not needed for that. */
const faultsOf = (values: SourceValues): FieldFault[] =>
  (checkedSource.safeParse({ ...values, ...named(values) }).error?.issues ?? []).map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
const named = (values: SourceValues) => ({ name: values.name || "Preview", switch: values.switch || "preview" });

interface Shown {
  preview?: Preview;
  faults: readonly FieldFault[];
  values: SourceValues;
}

/** Faults that the server finds are told as those that the page found: by their fields. */
async function tried(values: SourceValues, text: string): Promise<Shown> {
  const own = faultsOf(values);
  if (own.length > 0) return { faults: own, values };
  try {
    return { preview: await previewOf({ ...bodyOf(values), ...named(values) }, text), faults: [], values };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.fields.length === 0) throw error;
    const faults = error.fields.map(({ path, message }) => ({ path: path.replace(/^source\./, ""), message }));
    return { faults, values };
  }
}

/** The sample read with what the form says now, on request. Writes nothing. */
export function SourcePreview({ handle: { form }, text }: { handle: SourceHandle; text: string }) {
  const values = form.getValues();
  const place = useRef<HTMLFieldSetElement>(null);
  const shown = useMutation({
    mutationFn: () => tried(values, text),
    onSuccess: ({ faults }) => {
      form.clearErrors();
      form.setErrors(Object.fromEntries(faults.map(({ path, message }) => [path, message])));
      requestAnimationFrame(() => place.current?.scrollIntoView({ block: "start" }));
    },
  });
  const { preview, faults = [] } = shown.data ?? {};
  const isOld = shown.data !== undefined && JSON.stringify(shown.data.values) !== JSON.stringify(values);
  return (
    <fieldset className="group preview-group" ref={place}>
      <legend>Preview</legend>
      <div className="toolbar">
        <Button variant="default" disabled={text === ""} loading={shown.isPending} onClick={() => shown.mutate()}>
          {preview ? "Read the sample again" : "Show what would be read"}
        </Button>
        <span className="dim">
          {text === "" ? "Needs a sample." : "The sample is read with the settings above. Nothing is kept."}
        </span>
      </div>
      {shown.isError ? <ProblemNote error={shown.error} /> : null}
      {faults.length > 0 ? (
        <div role="alert" className="negative preview">
          <p>The sample cannot be read with these settings:</p>
          <ul>
            {faults.map(({ path, message }) => (
              <li key={path + message}>
                <strong>{labelOf(path)}</strong>: {message}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {preview ? (
        <div className="section preview">
          <p role="status">
            {countOf(preview.counts.records, false, "record")} would be read, {preview.counts.parked} parked.
            {isOld ? " The settings were changed since." : ""}
          </p>
          <PreviewTables preview={preview} customerBy={shown.data?.values.customerBy ?? "account"} />
        </div>
      ) : null}
    </fieldset>
  );
}
