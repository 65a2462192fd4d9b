import * as z from "zod";
import { ingestFile } from "../intake/ingest-file.flow.ts";
import { lambda } from "../platform/lambda.ts";

/** "Object Created" of the uploads bucket, by EventBridge (S3 user guide, event message structure). */
const ObjectCreated = z.object({
  detail: z.object({
    reason: z.string().optional(),
    object: z.object({ key: z.string(), size: z.number(), etag: z.string().default("") }),
  }),
});

/** Reads a CDR file that was put by pre-signed URL onto the stream. */
export const handler = lambda("ingest-file", async (event: unknown, { workMsLeft }) => {
  const { object, reason } = ObjectCreated.parse(event).detail;
  const upload = object.key.replace(/^cdr-uploads\//, "");
  await ingestFile({ upload, bytes: object.size, etag: object.etag, copied: reason === "CopyObject" }, workMsLeft);
});
