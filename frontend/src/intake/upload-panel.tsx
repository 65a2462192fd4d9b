import { Button, FileButton, NativeSelect, Progress } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { putFile } from "../api/put-file.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { HeldFile } from "./held-file.tsx";
import { beginUpload, type Sample, type SourceView, samplesQuery } from "./intake.api.ts";
import { useHeldFile } from "./use-held-file.ts";

/** Sends one file: asks for a place, puts the bytes there, and leaves the rest to the pipeline. */
function useUpload() {
  const queryClient = useQueryClient();
  const [percent, setPercent] = useState(0);
  const upload = useMutation({
    mutationFn: async ({ source, file }: { source: string; file: File }) => {
      setPercent(0);
      const ticket = await beginUpload(source, file.name);
      await putFile(ticket, file, setPercent);
      return file.name;
    },
    onSuccess: (name) => toast(`${name} is here and is being read.`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["intake"] }),
  });
  return { upload, percent };
}

export function UploadPanel({ sources }: { sources: readonly SourceView[] }) {
  const [chosen, setChosen] = useState("");
  const select = useRef<HTMLSelectElement>(null);
  // Without it the same file could not be chosen twice.
  const forget = useRef<() => void>(null);
  const { upload, percent } = useUpload();
  const { held, check, letGo, start, sendAnyway } = useHeldFile(sources, upload.mutate);
  const source = sources.find(({ id }) => id === chosen) ?? sources[0];
  const choose = (id: string) => {
    setChosen(id);
    if (held) check.mutate({ file: held, source: id });
  };
  return (
    <div className="section">
      <div className="toolbar">
        <NativeSelect
          ref={select}
          label="In the name of"
          value={source?.id ?? ""}
          onChange={(event) => choose(event.currentTarget.value)}
          data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FileButton
          resetRef={forget}
          onChange={(file) => {
            forget.current?.();
            if (file && source) start(file, source.id);
          }}
          accept=".csv,.json,.log,.txt,.gz,.ndjson"
        >
          {(props) => (
            <Button
              {...props}
              leftSection={<IconUpload size={16} />}
              disabled={!source}
              loading={upload.isPending || check.isPending}
            >
              Choose a file
            </Button>
          )}
        </FileButton>
        <Samples sources={sources} source={source?.id ?? ""} onPick={start} />
      </div>
      {held && source && !check.isPending ? (
        <HeldFile
          file={held}
          source={source}
          sources={sources}
          doubt={check.data}
          error={check.error}
          send={sendAnyway}
          chooseAnother={() => select.current?.focus()}
          letGo={letGo}
        />
      ) : null}
      {upload.isPending ? <Progress value={percent} aria-label="Sending the file" size="sm" /> : null}
      {upload.isError ? (
        <ProblemNote error={upload.error} retry={() => upload.variables && upload.mutate(upload.variables)} />
      ) : null}
    </div>
  );
}

interface SamplesProps {
  sources: readonly SourceView[];
  source: string;
  onPick(file: File, source: string): void;
}

/** Files to try with, whose accounts exist in the demo. */
function Samples({ sources, source, onPick }: SamplesProps) {
  const { data = [] } = useQuery(samplesQuery);
  const [name, setName] = useState("");
  if (data.length === 0) return null;
  const sample = data.find((each) => each.name === name) ?? data[0];
  const pick = async ({ url, name: fileName, source: wanted }: Sample) => {
    const answer = await fetch(url);
    const known = sources.find(({ id, name: title, format }) => [id, title, format].includes(wanted ?? ""));
    onPick(new File([await answer.blob()], fileName), known?.id ?? source);
  };
  return (
    <>
      <span className="dim hide-small" style={{ alignSelf: "center", paddingTop: 18 }}>
        or
      </span>
      <NativeSelect
        label="Sample file"
        value={sample?.name ?? ""}
        onChange={(event) => setName(event.currentTarget.value)}
        data={data.map((each) => ({ value: each.name, label: each.description ?? each.name }))}
      />
      <Button variant="default" onClick={() => sample && void pick(sample)}>
        Upload sample
      </Button>
    </>
  );
}
