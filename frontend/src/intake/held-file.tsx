import { Button } from "@mantine/core";
import { messageOf } from "../api/problem.ts";
import type { FileDoubt } from "./file-doubt.ts";
import type { SourceView } from "./intake.api.ts";
import { formatNames } from "./source-words.ts";
import "./sample.css";

interface HeldFileProps {
  file: File;
  source: SourceView;
  sources: readonly SourceView[];
  doubt: FileDoubt | undefined;
  /** Why the file could not be looked at. */
  error: unknown;
  send(source: string): void;
  chooseAnother(): void;
  letGo(): void;
}

/** A file that waits for a word: it does not look like what its source reads. Nothing is sent and nothing refused by itself. */
export function HeldFile({ file, source, sources, doubt, error, send, chooseAnother, letGo }: HeldFileProps) {
  const sentence = error
    ? `The file could not be looked at: ${messageOf(error)}`
    : (doubt?.sentence ?? `The source “${source.name}” can read it as ${formatNames[source.format]}.`);
  const fitting = sources.filter(({ id, format }) => id !== source.id && doubt?.formats.includes(format));
  return (
    <section className="held" aria-label={`${file.name} is not sent yet`}>
      <p role="alert">
        <strong>{file.name}</strong> is not sent yet. {sentence}
      </p>
      {doubt?.because ? <p className="dim">{doubt.because}</p> : null}
      <div className="toolbar">
        {fitting.map(({ id, name }) => (
          <Button key={id} onClick={() => send(id)}>
            Send for {name}
          </Button>
        ))}
        <Button variant={doubt || error ? "default" : "filled"} onClick={() => send(source.id)}>
          {doubt || error ? "Send anyway" : `Send for ${source.name}`}
        </Button>
        <Button variant="default" onClick={chooseAnother}>
          Choose another source
        </Button>
        <Button variant="default" onClick={letGo}>
          Do not send
        </Button>
      </div>
    </section>
  );
}
