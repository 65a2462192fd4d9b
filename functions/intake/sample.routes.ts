import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { Preview, PreviewRequest, previewOf } from "./preview.ts";
import { sniffSample } from "./sniff.flow.ts";
import { Sniffed } from "./sniff.ts";

/**
 * A sample of a switch's records, looked at before there is a source. Nothing is kept of it. A signed-in page sends the
 * sample's bytes without a Content-Type, because with its cookie only JSON may be named as one.
 */
export const sampleRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/cdr-sources/sniff",
    doc("Propose layouts for a sample file: its bytes are the body, gzip and zstd too", Sniffed),
    may("intake:read"),
    async (c) => c.json(await sniffSample(new Uint8Array(await c.req.arrayBuffer()), now())),
  )
  .post(
    "/cdr-sources/preview",
    doc("Show what a source with these settings would read of a sample", Preview),
    may("intake:read"),
    valid("json", PreviewRequest),
    (c) => c.json(previewOf(c.req.valid("json"), now())),
  );
