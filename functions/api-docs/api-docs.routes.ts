import { Hono } from "hono";
import * as z from "zod";
import { open } from "../auth/may.guard.ts";
import { doc, NoContent } from "../platform/http.ts";
import { ApiDocument, docsPage } from "./api-docs.ts";
import { styleSheet, tryScript } from "./page-files.ts";

const seconds = "public, max-age=300";

/**
 * `/api/openapi.json` and the page that shows it.
 * @param load gives the published document, as `npm run openapi` wrote it; asked for once, when somebody reads it
 */
export function apiDocsRoutes(load: () => Promise<unknown>) {
  let page: string | undefined;
  let json: string | undefined;
  const text = (type: string, body: string) => ({ body, headers: { "content-type": type, "cache-control": seconds } });
  const files = {
    style: text("text/css; charset=utf-8", styleSheet),
    script: text("text/javascript; charset=utf-8", tryScript),
  };
  return new Hono()
    .get("/openapi.json", doc("The OpenAPI 3.1 document", z.record(z.string(), z.unknown())), open, async (c) => {
      json ??= JSON.stringify(await load());
      return c.body(json, 200, text("application/json", "").headers);
    })
    .get("/docs", doc("The API as a page to read and to try", NoContent), open, async (c) => {
      page ??= docsPage(ApiDocument.parse(await load()));
      return c.body(page, 200, text("text/html; charset=utf-8", "").headers);
    })
    .get("/docs/docs.css", doc("Style of the API's page", NoContent), open, (c) =>
      c.body(files.style.body, 200, files.style.headers),
    )
    .get("/docs/try.js", doc("Script of the API's page", NoContent), open, (c) =>
      c.body(files.script.body, 200, files.script.headers),
    );
}
