import * as z from "zod";

/**
 * The API's own page: every operation with its fields, and a form to try it. It is written here because the ready-made
 * viewers load themselves from foreign servers or need `eval`, which our Content-Security-Policy forbids.
 */

const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: z.unknown() });
const Content = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const Reference = z.object({ $ref: z.string() });
const Operation = z.object({
  summary: z.string().default(""),
  tags: z.array(z.string()).default(["operations"]),
  parameters: z.array(z.union([Reference, Parameter])).default([]),
  requestBody: Content.optional(),
  responses: z.record(z.string(), z.union([Reference, Content])).default({}),
  "x-authz": z.string().default("open"),
});

/** What of an OpenAPI 3.1 document the page shows. */
export const ApiDocument = z.object({
  info: z.object({ title: z.string(), description: z.string().default("") }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()).default({}),
    parameters: z.record(z.string(), Parameter).default({}),
    responses: z.record(z.string(), Content).default({}),
  }),
});
export type ApiDocument = z.infer<typeof ApiDocument>;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? "");
const code = (value: unknown): string => `<pre tabindex="0">${safe(JSON.stringify(value, null, 2))}</pre>`;

interface Shown {
  method: string;
  path: string;
  operation: Omit<z.infer<typeof Operation>, "parameters" | "responses">;
  parameters: z.infer<typeof Parameter>[];
  responses: Record<string, z.infer<typeof Content>>;
}

/** What the document says itself, or what stands under `#/components/<kind>/<name>`. */
const named = <T extends object>(one: T | z.infer<typeof Reference>, kind: Record<string, T>): T | undefined =>
  "$ref" in one ? kind[one.$ref.split("/").at(-1) ?? ""] : one;

const schemaOf = (part: z.infer<typeof Content> | undefined): unknown => Object.values(part?.content ?? {})[0]?.schema;

/** A reference is replaced by what it names, one level deep: deeper ones have their own entry at the end of the page. */
function resolved(schema: unknown, document: ApiDocument): unknown {
  const name = /^#\/components\/schemas\/(.+)$/.exec(
    String((schema as { $ref?: unknown } | undefined)?.$ref ?? ""),
  )?.[1];
  return name === undefined ? schema : document.components.schemas[name];
}

function parameterRows({ parameters }: Shown): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><th scope="row">${safe(name)}</th><td>${safe(place)}${required ? ", required" : ""}</td><td>${code(schema)}</td></tr>`,
  );
  return `<table><caption>Parameters</caption>${rows.join("")}</table>`;
}

function tryForm({ method, path, operation, parameters }: Shown): string {
  const sent = parameters.filter((one) => one.in === "path" || one.in === "query");
  const missing = [...path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? "");
  const names = [
    ...missing.map((name) => ({ name, place: "path" })),
    ...sent.filter((one) => !missing.includes(one.name)).map((one) => ({ name: one.name, place: one.in })),
  ];
  const fields = names.map(
    ({ name, place }) => `<label>${safe(name)} <input name="${safe(name)}" data-in="${safe(place)}"></label>`,
  );
  const body = operation.requestBody ? `<label>Body <textarea name="body" rows="6">{}</textarea></label>` : "";
  return `<form data-method="${method}" data-path="${safe(path)}">${fields.join("")}${body}<button>Send</button>
<output></output></form>`;
}

function operationBlock(shown: Shown, document: ApiDocument): string {
  const { method, path, operation } = shown;
  const needs = operation["x-authz"];
  const wanted = schemaOf(operation.requestBody);
  // The limit of a key is the same everywhere and stands at the top of the page.
  const own = Object.entries(shown.responses).filter(([status]) => status !== "429");
  const answers = own.map(([status, response]) => {
    const schema = resolved(schemaOf(response), document);
    return `<h4>Answer ${safe(status)}</h4>${schema === undefined ? "<p>No body.</p>" : code(schema)}`;
  });
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${safe(path)}</code> ${safe(operation.summary)}</summary>
<p>${needs === "open" ? "Open to everyone." : `Needs the permission <code>${safe(needs)}</code>.`}</p>
${parameterRows(shown)}${wanted === undefined ? "" : `<h4>Body</h4>${code(resolved(wanted, document))}`}
${answers.join("")}<h4>Try it</h4>${tryForm(shown)}</details>`;
}

function byTag(document: ApiDocument): Map<string, Shown[]> {
  const groups = new Map<string, Shown[]>();
  for (const [path, verbs] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(verbs)) {
      const tag = operation.tags[0] ?? "operations";
      const { parameters, responses } = document.components;
      const shown = {
        ...{ method, path, operation },
        parameters: operation.parameters.flatMap((one) => named(one, parameters) ?? []),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, one]) => [status, named(one, responses) ?? {}]),
        ),
      };
      groups.set(tag, [...(groups.get(tag) ?? []), shown]);
    }
  return groups;
}

/** The page as HTML. Everything out of the document is escaped. */
export function docsPage(document: ApiDocument): string {
  const groups = [...byTag(document)].map(
    ([tag, operations]) =>
      `<section id="${safe(tag)}"><h2>${safe(tag)}</h2>${operations.map((one) => operationBlock(one, document)).join("")}</section>`,
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `<details id="schema-${safe(name)}"><summary>${safe(name)}</summary>${code(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(document.info.title)} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/api/docs/docs.css">
<script src="/api/docs/try.js" defer></script></head><body><main><h1>${safe(document.info.title)} API</h1>
<p>${safe(document.info.description)}</p><p><a href="/api/openapi.json">OpenAPI 3.1 document</a>. Requests are sent with
your session; sign in to the web page first.</p>${groups.join("")}<h2>Schemas</h2>${schemas.join("")}</main></body></html>`;
}
