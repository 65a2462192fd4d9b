import { Button, Group, Modal, MultiSelect, NativeSelect, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { countText } from "../ui/format.ts";
import { Labelled } from "../ui/labelled.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { useZone } from "../ui/zone.tsx";
import {
  type AskedList,
  beginExport,
  type ExportFormat,
  type ExportSettings,
  exportQuery,
  previewQuery,
} from "./export.api.ts";
import { ExportDates } from "./export-dates.tsx";
import { formats, formatWords, kindWords, previewText, tooManyFor } from "./export-words.ts";
import { follow } from "./followed.ts";
import "./exports.css";

/** Small letters, but not those of an abbreviation. */
const inSentence = (words: string): string => (/^[A-Z]{2}/.test(words) ? words : words.toLowerCase());

interface ExportDialogProps {
  asked: AskedList;
  visible: readonly string[] | undefined;
  /** How an earlier export was written, where it is run again; its dates can then be moved. */
  earlier?: ExportSettings;
  onClose(): void;
}

type DateFormat = ExportSettings["dateFormat"];

const dateFormats: readonly DateFormat[] = [
  "ISO",
  "YYYY-MM-DD HH:mm:ss",
  "DD.MM.YYYY HH:mm:ss",
  "DD/MM/YYYY HH:mm:ss",
  "MM/DD/YYYY HH:mm:ss",
];

type Columns = "all" | "visible" | "picked";

/** What is to be written and how. */
function useChoice(visible: readonly string[] | undefined, earlier: ExportSettings | undefined) {
  const { zone } = useZone();
  const [format, setFormat] = useState<ExportFormat>(earlier?.format ?? "csv");
  const [columns, setColumns] = useState<Columns>(earlier?.columns ? "picked" : "all");
  const [picked, setPicked] = useState<readonly string[]>(earlier?.columns ?? []);
  const [decimalSeparator, setDecimal] = useState<"." | ",">(earlier?.decimalSeparator ?? ".");
  const [dateFormat, setDates] = useState<DateFormat>(earlier?.dateFormat ?? "ISO");
  const isText = format === "csv" || format === "txt";
  const settings: ExportSettings = {
    format,
    columns: columns === "picked" ? [...picked] : columns === "visible" && visible ? [...visible] : null,
    timeZone: dateFormat === "ISO" ? "UTC" : zone,
    decimalSeparator: isText ? decimalSeparator : ".",
    dateFormat,
  };
  const isEmpty = columns === "picked" && picked.length === 0;
  const chosen = { settings, zone, isText, isEmpty, columns, picked, decimalSeparator };
  return { ...chosen, setFormat, setColumns, setPicked, setDecimal, setDates };
}

/** Says what the file would hold, lets choose its form, and starts the job; the tray shows how it goes on. */
export function ExportDialog({ asked: first, visible, earlier, onClose }: ExportDialogProps) {
  useLayer(true, onClose);
  const queryClient = useQueryClient();
  const [filter, setFilter] = useState(first.filter);
  const asked = { kind: first.kind, filter };
  const choice = useChoice(visible, earlier);
  const preview = useQuery(previewQuery(asked));
  const begin = useMutation({
    mutationFn: () => beginExport(asked, choice.settings),
    onSuccess: (job) => {
      queryClient.setQueryData(exportQuery(job.id).queryKey, job);
      void queryClient.invalidateQueries({ queryKey: ["exports", "list"] });
      follow(job.id);
      onClose();
    },
  });
  const tooMany = tooManyFor(choice.settings.format, preview.data?.rows ?? null);
  return (
    <Modal opened onClose={onClose} title={`Export ${inSentence(kindWords[asked.kind])}`} centered size="lg">
      <div className="export-choice">
        <p role="status" className="export-preview">
          {preview.data ? previewText(preview.data.rows, preview.data.criteria) : preview.isPending ? "Counting…" : ""}
        </p>
        {preview.isError ? <ProblemNote error={preview.error} retry={preview.refetch} /> : null}
        {earlier ? <ExportDates asked={asked} change={setFilter} /> : null}
        <Choices choice={choice} visible={visible} all={preview.data?.columns} />
        {tooMany ? <p role="alert">{tooMany}</p> : null}
        {begin.isError ? <ProblemNote error={begin.error} /> : null}
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={begin.isPending}
          disabled={preview.isError || tooMany !== undefined || choice.isEmpty}
          onClick={() => begin.mutate()}
        >
          Start export
        </Button>
      </Group>
    </Modal>
  );
}

interface ChoicesProps {
  choice: ReturnType<typeof useChoice>;
  visible: readonly string[] | undefined;
  /** Columns that the list has, once they are known. */
  all: readonly { id: string; title: string }[] | undefined;
}

function Choices({ choice, visible, all }: ChoicesProps) {
  const { settings, zone, isText } = choice;
  return (
    <>
      <Labelled label="Format" hint={formatWords[settings.format]}>
        <SegmentedControl
          aria-label="Format"
          fullWidth
          value={settings.format}
          onChange={(value) => choice.setFormat(value as ExportFormat)}
          data={formats.map((value) => ({ value, label: value.toUpperCase() }))}
        />
      </Labelled>
      <div className="fields">
        <NativeSelect
          label="Columns"
          value={choice.columns}
          onChange={(event) => choice.setColumns(event.currentTarget.value as Columns)}
          data={[
            { value: "all", label: all === undefined ? "All" : `All ${countText(all.length)}` },
            ...(visible ? [{ value: "visible", label: "Those on show" }] : []),
            { value: "picked", label: "Single ones …" },
          ]}
        />
        <NativeSelect
          label="Dates"
          value={settings.dateFormat}
          onChange={(event) => choice.setDates(event.currentTarget.value as DateFormat)}
          data={dateFormats.map((value) => ({
            value,
            label: value === "ISO" ? "ISO 8601, UTC" : `${value}, ${zone}`,
          }))}
        />
        {isText ? (
          <NativeSelect
            label="Decimal separator"
            value={choice.decimalSeparator}
            onChange={(event) => choice.setDecimal(event.currentTarget.value as "." | ",")}
            data={[
              { value: ".", label: "Point: 1.5" },
              { value: ",", label: "Comma: 1,5, cells parted by ;" },
            ]}
          />
        ) : null}
      </div>
      {choice.columns === "picked" ? (
        <MultiSelect
          label="Which of them"
          description="They are written in the order in which they are picked."
          searchable
          value={[...choice.picked]}
          onChange={choice.setPicked}
          data={(all ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      ) : null}
    </>
  );
}
