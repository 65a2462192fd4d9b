import { Button, FileButton, Textarea } from "@mantine/core";
import { IconFileSearch } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { LayoutProposals } from "./layout-proposals.tsx";
import type { SourceHandle } from "./source-values.ts";
import type { SampleReading } from "./use-sample.ts";
import "./sample.css";

interface SampleFieldsProps {
  handle: SourceHandle;
  sample: SampleReading;
  /** The layout of a source that is there stays. */
  fixed: boolean;
}

/** A file to pick or drop, or pasted lines: what layouts they may have is proposed, and a person picks one. */
export function SampleFields({ handle, sample, fixed }: SampleFieldsProps) {
  const [over, setOver] = useState(false);
  // Without it the same file could not be read twice.
  const forget = useRef<() => void>(null);
  const read = (blob: Blob | null | undefined, name: string) => blob && sample.mutate({ name, blob });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    read(file, file?.name ?? "");
  };
  return (
    <fieldset className="group">
      <legend>Sample</legend>
      <section
        className="sample-drop"
        aria-label="A sample of the records"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton
          resetRef={forget}
          onChange={(file) => {
            forget.current?.();
            read(file, file?.name ?? "");
          }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileSearch size={16} />} loading={sample.isPending}>
              Read a sample file
            </Button>
          )}
        </FileButton>
        <span className="dim">
          or drop it here. Its beginning is looked at and not kept; what it may be is proposed, and you choose.
        </span>
      </section>
      <PastedLines read={(text) => read(new Blob([text]), "Pasted lines")} />
      {sample.isError ? <ProblemNote error={sample.error} /> : null}
      {sample.data ? (
        <LayoutProposals key={sample.submittedAt} handle={handle} sample={sample.data} fixed={fixed} />
      ) : null}
    </fieldset>
  );
}

function PastedLines({ read }: { read(text: string): void }) {
  const [text, setText] = useState("");
  return (
    <details className="pasted">
      <summary>Paste lines instead</summary>
      <Textarea
        label="Lines of a file"
        classNames={{ input: "mono" }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={5}
        spellCheck={false}
      />
      <Button variant="default" disabled={text.trim() === ""} onClick={() => read(text)}>
        Read these lines
      </Button>
    </details>
  );
}
