import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { doubtOf, type FileDoubt } from "./file-doubt.ts";
import { previewOf, type SourceView, sniffFile } from "./intake.api.ts";
import { bodyOf, valuesOf } from "./source-values.ts";

/** Looks at the beginning of a file before it is sent. Nothing is kept of it. */
async function doubtAbout(file: Blob, source: SourceView): Promise<FileDoubt | undefined> {
  const sniffed = await sniffFile(file);
  return doubtOf(source, sniffed, await previewOf(bodyOf(valuesOf(source)), sniffed.text));
}

/** Holds a file back while it looks like another source's; a file that fits is sent at once. */
export function useHeldFile(sources: readonly SourceView[], send: (asked: { source: string; file: File }) => void) {
  const [held, setHeld] = useState<File>();
  const check = useMutation({
    mutationFn: async ({ source, file }: { source: string; file: File }) => {
      const named = sources.find(({ id }) => id === source);
      return named ? doubtAbout(file, named) : undefined;
    },
    onError: (_error, { file }) => setHeld(file),
    onSuccess: (doubt, asked) => {
      if (doubt) setHeld(asked.file);
      else if (!held) send(asked);
    },
  });
  const letGo = () => setHeld(undefined);
  return {
    held,
    check,
    letGo,
    start: (file: File, source: string) => {
      letGo();
      check.mutate({ file, source });
    },
    sendAnyway: (source: string) => {
      if (held) send({ source, file: held });
      letGo();
    },
  };
}
