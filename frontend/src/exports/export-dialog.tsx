import { Button, Group, Modal, NativeSelect, SegmentedControl } from "@mantine/core";
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
import { formats, formatWords, kindWords, previewText, tooManyFor } from "./export-words.ts";
import { follow } from "./followed.ts";
import "./exports.css";

interface ExportDialogProps {
  asked: AskedList;
  visible: readonly string[] | undefined;
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

/** What is to be written and how. */
function useChoice(visible: readonly string[] | undefined) {
  const { zone } = useZone();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [columns, setColumns] = useState<"all" | "visible">("all");
  const [decimalSeparator, setDecimal] = useState<"." | ",">(".");
  const [dateFormat, setDates] = useState<DateFormat>("ISO");
  const isText = format === "csv" || format === "txt";
  const settings: ExportSettings = {
    format,
    columns: columns === "visible" && visible ? [...visible] : null,
    timeZone: dateFormat === "ISO" ? "UTC" : zone,
    decimalSeparator: isText ? decimalSeparator : ".",
    dateFormat,
  };
  return { settings, zone, isText, columns, decimalSeparator, setFormat, setColumns, setDecimal, setDates };
}

/** Says what the file would hold, lets choose its form, and starts the job; the tray shows how it goes on. */
export function ExportDialog({ asked, visible, onClose }: ExportDialogProps) {
  useLayer(true, onClose);
  const queryClient = useQueryClient();
  const choice = useChoice(visible);
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
    <Modal opened onClose={onClose} title={`Export ${kindWords[asked.kind].toLowerCase()}`} centered size="lg">
      <div className="export-choice">
        <p role="status" className="export-preview">
          {preview.data ? previewText(preview.data.rows, preview.data.criteria) : preview.isPending ? "Counting…" : ""}
        </p>
        {preview.isError ? <ProblemNote error={preview.error} retry={preview.refetch} /> : null}
        <Choices choice={choice} visible={visible} all={preview.data?.columns.length} />
        {tooMany ? <p role="alert">{tooMany}</p> : null}
        {begin.isError ? <ProblemNote error={begin.error} /> : null}
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={begin.isPending}
          disabled={preview.isError || tooMany !== undefined}
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
  all: number | undefined;
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
        {visible ? (
          <NativeSelect
            label="Columns"
            value={choice.columns}
            onChange={(event) => choice.setColumns(event.currentTarget.value as "all" | "visible")}
            data={[
              { value: "all", label: all === undefined ? "All" : `All ${countText(all)}` },
              { value: "visible", label: "Those on show" },
            ]}
          />
        ) : null}
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
    </>
  );
}
