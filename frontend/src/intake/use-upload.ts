import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { putFile } from "../api/put-file.ts";
import { toast } from "../ui/toasts.tsx";
import { begunFiles, begunOf, forgetFile, rememberFile } from "./begun-files.ts";
import { beginUpload } from "./intake.api.ts";
import { type Course, sendInParts } from "./send-in-parts.ts";

/** What is read at most. */
const mostBytes = 5 * 1024 ** 3;
/** A file up to this size is put at once: it is sent again in less time than a person needs to ask for it. */
const mostAtOnce = 32 * 1024 ** 2;

interface Asked {
  source: string;
  file: File;
}

/** Sends in parts from where it was, or from the start. */
async function inParts({ source, file }: Asked, course: Course): Promise<void> {
  const begun = begunOf(source, file);
  const id = begun?.id ?? (await beginUpload(source, file.name)).id;
  const { name, size, lastModified } = file;
  rememberFile({ id, source, name, size, lastModified });
  try {
    await sendInParts(id, file, course);
    forgetFile(id);
  } catch (error) {
    const isRefused = error instanceof ApiProblem && [403, 404, 409, 422].includes(error.status);
    if (!isRefused) throw error;
    forgetFile(id);
    // It came in another window, or what was sent of it is gone: begun anew it is the same calls, charged once.
    if (!begun) throw error;
    await inParts({ source, file }, course);
  }
}

async function send(asked: Asked, course: Course): Promise<void> {
  const { source, file } = asked;
  if (file.size > mostBytes) throw new Error("The file is larger than 5 GB. Please cut it, or send it packed.");
  if (file.size > mostAtOnce) return inParts(asked, course);
  await putFile(await beginUpload(source, file.name), file, course.onProgress, course.signal);
}

/** Sends one file: asks for a place, puts the bytes there, and leaves the rest to the pipeline. */
export function useUpload() {
  const queryClient = useQueryClient();
  const [percent, setPercent] = useState(0);
  const [broken, setBroken] = useState(false);
  const [begun, setBegun] = useState(begunFiles);
  const stop = useRef(new AbortController());
  const upload = useMutation({
    mutationFn: async (asked: Asked) => {
      setPercent(0);
      setBroken(false);
      stop.current = new AbortController();
      await send(asked, { onProgress: setPercent, onBroken: setBroken, signal: stop.current.signal });
      return asked.file.name;
    },
    onSuccess: (name) => toast(`${name} is here and is being read.`),
    onSettled: () => {
      setBegun(begunFiles());
      return queryClient.invalidateQueries({ queryKey: ["intake"] });
    },
  });
  const forget = (id: string) => {
    forgetFile(id);
    setBegun(begunFiles());
  };
  return { upload, percent, broken, begun, forget, cancel: () => stop.current.abort() };
}
