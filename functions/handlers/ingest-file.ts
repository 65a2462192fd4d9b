import * as z from "zod";
import { ingestFile } from "../intake/ingest-file.flow.ts";
import { lambda } from "../platform/lambda.ts";

/**
 * "Object Created" of the uploads bucket, by EventBridge (S3 user guide, event message structure): of a file, or of the
 * small object beside it by which a run has the next one begun.
 */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/**
 * A run stops reading 90 s before the function would be cut off: 20,000 records are then to be found their lanes, put on
 * a stream that may throttle, and noted. `workMsLeft` keeps 5 s of it.
 */
const reserveMs = 85_000;

/** Reads a CDR file that was put by pre-signed URL onto the stream. */
export const handler = lambda("ingest-file", async (event: unknown, { workMsLeft }) => {
  const { key } = ObjectCreated.parse(event).detail.object;
  const [, upload] = /^cdr-uploads\/([^/]+)/.exec(key) ?? [];
  if (upload) await ingestFile(upload, () => workMsLeft() - reserveMs);
});
