import * as z from "zod";

/** Why a file is not read, or not to its end. What was read until then is charged all the same, once. */
export const UploadFailure = z.enum([
  /** The CDR source was removed. */
  "SOURCE_REMOVED",
  /** More than 5 GiB as stored. */
  "FILE_TOO_LARGE",
  /** It inflates to more than a CDR file can hold. */
  "INFLATES_TOO_FAR",
  /** Three runs ended before they came to new records: another one would, too. */
  "NO_PROGRESS",
  /** Read by as many runs as a file may take. */
  "TOO_MANY_RUNS",
  /** Tried again and again, and each time an error of ours or of AWS stopped it. */
  "READING_FAILED",
]);
export type UploadFailure = z.infer<typeof UploadFailure>;

/** What a person reads of it; docs/reason-codes.md says more. */
export const failureText: Record<UploadFailure, string> = {
  SOURCE_REMOVED: "The CDR source was removed.",
  FILE_TOO_LARGE: "The file is larger than 5 GB. Please cut it.",
  INFLATES_TOO_FAR: "The file inflates to far more than a CDR file can hold. What was read until then is charged.",
  NO_PROGRESS:
    "The reading came no further: passing over what was read takes whole runs. Please cut the file or send it unpacked. What was read already is not charged again.",
  TOO_MANY_RUNS:
    "The reading took more runs than a file may take. Please cut the file. What was read already is not charged again.",
  READING_FAILED:
    "The reading was broken off several times by an error that is in the log. Read on when it is mended: nothing is charged twice.",
};
