import { Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { readOn, type UploadView } from "./intake.api.ts";

/** A run says where it stands every few seconds and lasts 15 minutes at most: after this nobody is at it any more. */
const stillMs = 20 * 60_000;

const stands = ({ status, progress, notedAt }: UploadView): boolean =>
  status === "running" && progress < 50 && notedAt !== null && Date.parse(notedAt) < Date.now() - stillMs;

/** `1.3 GB`, `480 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 || bytes / 1000 ** power >= 100 ? 0 : 1)} ${units[power]}`;
}

/** How far the reading is; afterwards, that the rating is at it. */
function passed({ bytes, bytesRead, run }: UploadView): string {
  if (bytesRead >= bytes) return "All read, being rated";
  const share = bytes > 0 ? Math.floor((100 * bytesRead) / bytes) : 0;
  const begun = run > 1 ? `Reading on (run ${countText(run)})` : "Reading";
  return `${begun}: ${share} % of ${bytesText(bytes)}`;
}

/** Where a file stands, and what to do where it stands still. */
export function UploadState({ upload }: { upload: UploadView }) {
  const { status, progress, error, failure, replaced } = upload;
  const isStill = stands(upload);
  // A cell of the table keeps to one line; what to do has to be read whole.
  return (
    <div className="upload-state">
      <Status value={status} />
      {status === "running" ? (
        <>
          <Progress value={progress} size={3} mt={2} aria-label="Read so far" />
          <span className="dim">{isStill ? "Nothing was read for 20 minutes." : passed(upload)}</span>
        </>
      ) : null}
      {error ? <span className="negative"> {error}</span> : null}
      {replaced ? <span className="dim"> Another file was put in its place: it was read from its start.</span> : null}
      {isStill || failure === "READING_FAILED" ? <ReadOn id={upload.id} /> : null}
    </div>
  );
}

function ReadOn({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => readOn(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["intake"] }),
  });
  return (
    <>
      <Button size="compact-xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
        Read on
      </Button>
      {ask.isError ? <ProblemNote error={ask.error} /> : null}
    </>
  );
}
