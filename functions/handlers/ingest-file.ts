import * as z from "zod";
import { ingestFile } from "../intake/ingest-file.flow.ts";
import { lambda } from "../platform/lambda.ts";

/** "Object Created" of the uploads bucket, by EventBridge (S3 user guide, event message structure). */
const ObjectCreated = z.object({
  detail: z.object({
    object: z.object({ key: z.string(), size: z.number(), etag: z.string().default("") }),
  }),
});

/** Reads a CDR file that was put by pre-signed URL onto the stream. */
export const handler = lambda("ingest-file", async (event: unknown, { workMsLeft }) => {
  const { object } = ObjectCreated.parse(event).detail;
  await ingestFile(
    { upload: object.key.replace(/^cdr-uploads\//, ""), bytes: object.size, etag: object.etag },
    workMsLeft,
  );
});
