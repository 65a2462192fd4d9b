import { Button, FileButton, NativeSelect, Progress } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { BegunFile } from "./begun-files.ts";
import { HeldFile } from "./held-file.tsx";
import { type Sample, type SourceView, samplesQuery } from "./intake.api.ts";
import { bytesText } from "./upload-state.tsx";
import { useHeldFile } from "./use-held-file.ts";
import { useUpload } from "./use-upload.ts";
import "./upload.css";

interface SendingProps {
  file: File;
  percent: number;
  /** The connection is not there just now. */
  broken: boolean;
  cancel(): void;
}

function Sending({ file, percent, broken, cancel }: SendingProps) {
  return (
    <div className="toolbar">
      <span className="dim" role="status">
        {broken ? "The connection is broken; it goes on by itself." : `Sending ${file.name}, ${bytesText(file.size)}:`}{" "}
        {percent} %
      </span>
      <Progress value={percent} aria-label="Sending the file" size="sm" style={{ flex: 1, alignSelf: "center" }} />
      <Button size="compact-sm" variant="default" onClick={cancel}>
        Stop
      </Button>
    </div>
  );
}

/** Files that were not sent to their end: the browser opens none without being asked. */
function Begun({ files, forget }: { files: readonly BegunFile[]; forget(id: string): void }) {
  if (files.length === 0) return null;
  return (
    <ul className="begun-files" aria-label="Not sent to the end">
      {files.map(({ id, name, size }) => (
        <li key={id}>
          {name}, {bytesText(size)}, was not sent to its end. Choose it again to go on where it stopped.{" "}
          <Button size="compact-xs" variant="default" onClick={() => forget(id)} aria-label={`Forget ${name}`}>
            Forget
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function UploadPanel({ sources }: { sources: readonly SourceView[] }) {
  const [chosen, setChosen] = useState("");
  const select = useRef<HTMLSelectElement>(null);
  // Without it the same file could not be chosen twice.
  const forget = useRef<() => void>(null);
  const { upload, percent, broken, begun, forget: forgetBegun, cancel } = useUpload();
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
          accept=".csv,.json,.log,.txt,.xml,.gz,.zst,.ndjson"
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
      {upload.isPending ? (
        <Sending file={upload.variables.file} percent={percent} broken={broken} cancel={cancel} />
      ) : (
        <Begun files={begun} forget={forgetBegun} />
      )}
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
