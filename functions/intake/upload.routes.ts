import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { isUnfinished } from "./begin-reading.ts";
import { joinFile, partsToPut } from "./file-parts.flow.ts";
import { NewParts, PartsView } from "./file-parts.ts";
import { readOn } from "./ingest-file.flow.ts";
import { getSource } from "./source.store.ts";
import { lookAtUpload, makeUpload } from "./upload.flow.ts";
import { getUpload, uploadPage } from "./upload.store.ts";
import { NewUpload, type Upload, UploadTicket, UploadView } from "./upload.ts";

const UploadsQuery = PageQuery.extend({
  /** Id of a CDR source: only its files. */
  source: z.string().min(1).max(64).optional(),
});

/** `/cdr-uploads`: whole files of CDRs, put by the page. */
export const uploadRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/cdr-uploads",
    doc("List uploaded CDR files, newest first", pageOf(UploadView)),
    may("intake:read"),
    valid("query", UploadsQuery),
    async (c) => {
      const { limit, cursor, source } = c.req.valid("query");
      const page = await uploadPage({ limit, after: decodeCursor(cursor), source });
      return c.json({ items: await Promise.all(page.items.map(lookAtUpload)), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/cdr-uploads",
    doc("Begin the upload of a CDR file: the answer says where to PUT it", UploadTicket, 201),
    may("intake:write"),
    valid("json", NewUpload),
    async (c) => {
      const { source: id, fileName } = c.req.valid("json");
      const source = await getSource(id);
      const fields = [{ path: "source", message: "There is no such CDR source." }];
      if (!source) throw new Problem("invalid", "Please correct: source.", { fields });
      return c.json(await makeUpload(source, fileName, signedIn(c), now()), 201);
    },
  )
  .get("/cdr-uploads/:id", doc("How an uploaded CDR file stands", UploadView), may("intake:read"), async (c) =>
    c.json(await lookAtUpload(await theUpload(c.req.param("id")))),
  )
  .post(
    "/cdr-uploads/:id/parts",
    doc("Where to PUT the parts of a large CDR file that are not there yet; asked again after each few", PartsView),
    may("intake:write"),
    valid("json", NewParts),
    async (c) => c.json(await partsToPut(await theUpload(c.req.param("id")), c.req.valid("json").bytes)),
  )
  .post(
    "/cdr-uploads/:id/join",
    doc("Make the CDR file of its parts when all are there, and have it read", UploadView, 202),
    may("intake:write"),
    async (c) => {
      const upload = await theUpload(c.req.param("id"));
      await joinFile(upload);
      return c.json(await lookAtUpload(upload), 202);
    },
  )
  .post(
    "/cdr-uploads/:id/read-on",
    doc("Read a CDR file on whose reading failed or stands still: from where it stopped", UploadView, 202),
    may("intake:write"),
    async (c) => {
      const upload = await theUpload(c.req.param("id"));
      if (!isUnfinished(upload)) throw new Problem("conflict", "The file has not come yet, or was read to its end.");
      await readOn(upload.id);
      return c.json(await lookAtUpload(upload), 202);
    },
  );

async function theUpload(id: string): Promise<Upload> {
  const upload = await getUpload(id);
  if (!upload) throw new Problem("not_found", "There is no such upload.");
  return upload;
}
