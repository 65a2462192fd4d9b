import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { makeUpload } from "../intake/upload.flow.ts";
import { NewUpload, UploadTicket, UploadView } from "../intake/upload.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { boundedBody } from "./bounded-body.guard.ts";
import { deliverableSource, deliveredUpload } from "./deliver-for.flow.ts";

const Receipt = z
  .object({
    /** Records that are stored. */
    accepted: z.number().int(),
    /** Records that repeat another of the same body. Repeats of earlier deliveries are found when rated. */
    duplicates: z.number().int(),
    /** Lines that could not be read or may not be rated yet; at most 10,000 are named, all are kept. */
    parked: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  })
  .meta({ id: "CdrReceipt" });

/** Loose, because programs that switches send with add parameters of their own. */
const SourceQuery = z.looseObject({
  /** Id of the CDR source in whose name the records come. FreeSWITCH appends `?uuid=…` to any URL: it is cut off. */
  source: z
    .string()
    .min(1)
    .max(200)
    .transform((source) => source.split("?")[0] ?? source),
});

/** What switches call. Scope `switch`; bodies are in the source's layout whatever their Content-Type says. */
export const switchRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/cdrs",
    doc("Deliver CDRs; the answer means that every record is durable", Receipt, 202),
    may("switch"),
    valid("query", SourceQuery),
    async (c) => {
      const source = await deliverableSource(c.req.valid("query").source, signedIn(c));
      // What reads CDRs does not lengthen the start of what lets calls go.
      const { takeDelivery } = await import("../intake/take-delivery.flow.ts");
      return c.json(await takeDelivery(await boundedBody(c.req.raw), source, now()), 202);
    },
  )
  .post(
    "/cdr-uploads",
    doc("Begin the upload of a whole CDR file: the answer says where to PUT it", UploadTicket, 201),
    may("switch"),
    valid("json", NewUpload),
    async (c) => {
      const { source: id, fileName } = c.req.valid("json");
      const source = await deliverableSource(id, signedIn(c));
      return c.json(await makeUpload(source, fileName, signedIn(c), now()), 201);
    },
  )
  .get("/cdr-uploads/:id", doc("How an uploaded CDR file stands", UploadView), may("switch"), async (c) =>
    c.json(await deliveredUpload(c.req.param("id"), signedIn(c))),
  );
