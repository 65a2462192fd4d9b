import type { ApiDocument } from "../../bin/openapi-document.ts";
import { Random } from "../sim/random.ts";
import { fitting, nasty, nested, type Schema, type Source } from "./values.ts";

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  schema?: Schema;
  required?: boolean;
}

export interface Operation {
  /** `POST /api/v1/customers` */
  name: string;
  method: string;
  path: string;
  parameters: readonly Parameter[];
  body: Schema | undefined;
}

/** A request before it is put together; spoilers change it. */
interface Draft {
  params: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  body: unknown;
  /** Goes instead of the body's JSON. */
  raw?: string;
}

export interface FuzzRequest {
  operation: string;
  /** Counts from 0 within its operation; with the seed it makes this request alone. */
  number: number;
  spoiled: readonly string[];
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export function resolverOf(document: ApiDocument): (schema: Schema) => Schema {
  const resolve = (schema: Schema): Schema => {
    const names = schema.$ref?.replace("#/", "").split("/");
    // biome-ignore lint/suspicious/noExplicitAny: a walk through plain JSON
    return names ? resolve(names.reduce((at: any, name) => at[name], document)) : schema;
  };
  return resolve;
}

/** Every operation of the document, first those that read, last those that take away. */
export function operationsOf(document: ApiDocument): Operation[] {
  const resolve = resolverOf(document) as (value: unknown) => unknown;
  const order = ["get", "post", "put", "patch", "delete"];
  const all = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs as Record<string, { parameters?: unknown[]; requestBody?: unknown }>).map(([method, of]) => {
      const body = resolve(of.requestBody ?? {}) as { content?: Record<string, { schema?: Schema }> };
      return {
        ...{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path },
        parameters: (of.parameters ?? []).map((one) => resolve(one) as Parameter),
        body: body.content?.["application/json"]?.schema,
      };
    }),
  );
  return all.sort((a, b) => order.indexOf(a.method.toLowerCase()) - order.indexOf(b.method.toLowerCase()));
}

/** A place in a JSON value: the member that holds it and its name there. */
type Place = [holder: Record<string, unknown>, name: string];

/** Places of the uppermost eight levels, where the schemas are. */
function placesIn(value: unknown, levels = 8): Place[] {
  if (typeof value !== "object" || value === null || levels === 0) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name): Place[] => [[holder, name], ...placesIn(holder[name], levels - 1)]);
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
/** A copy: what else is spoiled may change it, and the next request must not find that. */
const oneOf = (random: Random, values: readonly unknown[]): unknown => structuredClone(random.pick(values));
const anyNasty = (random: Random): unknown => oneOf(random, random.pick(Object.values(nasty)));
const isBodied = ({ method }: Operation): boolean => method !== "GET" && method !== "DELETE";

/** Puts the value where one is in the body, or instead of it. */
function intoBody(draft: Draft, random: Random, value: unknown): void {
  const places = placesIn(draft.body);
  const place = places.length > 0 && random.chance(0.9) ? random.pick(places) : undefined;
  if (place) place[0][place[1]] = value;
  else draft.body = value;
}

/** Ways to make a request bad, each at a place of the body. */
const bodySpoilers: Record<string, (draft: Draft, random: Random) => void> = {
  ...Object.fromEntries(
    Object.entries(nasty).map(([name, values]) => [
      name,
      (draft: Draft, random: Random) => intoBody(draft, random, oneOf(random, values)),
    ]),
  ),
  missing: (draft, random) => {
    const places = placesIn(draft.body);
    if (places.length === 0) {
      draft.body = undefined;
      return;
    }
    const [holder, name] = random.pick(places);
    delete holder[name];
  },
  extra: (draft, random) => {
    const name = random.pick(["nonsense", "constructor", "pk", "id", "account", "permissions", "balance"]);
    if (typeof draft.body === "object" && draft.body !== null) Object.assign(draft.body, { [name]: anyNasty(random) });
  },
  nested: (draft, random) => intoBody(draft, random, nested(random.pick([5, 40, 400, 3000]))),
  "broken JSON": (draft, random) => {
    const whole = JSON.stringify(draft.body) ?? "";
    const cut = whole.slice(0, random.int(0, whole.length));
    const fragments = [
      "",
      "{",
      "\u0000",
      "[1,]",
      "NaN",
      "1e999",
      `${"[".repeat(50_000)}`,
      '{"a":1}{"a":1}',
      "\u{feff}{}",
    ];
    draft.raw = random.pick([cut, `${whole}}`, `${whole}\u0000`, whole.replaceAll('"', "'"), ...fragments]);
  },
  prototype: (draft) => {
    draft.raw = (JSON.stringify(draft.body) ?? "{}").replace("{", '{"__proto__":{"permissions":["users:write"]},');
  },
  "content type": (draft, random) => {
    const types = ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded"];
    const odd = ["application/json; charset=utf-16", "application/json;;", "json", "*/*", ""];
    draft.headers["content-type"] = random.pick([...types, ...odd]);
  },
  "too large": (draft) => {
    draft.raw = JSON.stringify({ ...(draft.body as object), filler: "x".repeat(300 * 1024) });
  },
};

const otherSpoilers: Record<string, (draft: Draft, random: Random) => void> = {
  query: (draft, random) => {
    const names = [...draft.query.map(([name]) => name), "cursor", "limit", "from", "nonsense", "__proto__"];
    draft.query.push([random.pick(names), asText(anyNasty(random))]);
  },
  "path id": (draft, random) => {
    const names = Object.keys(draft.params);
    if (names.length > 0) draft.params[random.pick(names)] = asText(anyNasty(random)).slice(0, 3000);
  },
  header: (draft, random) => {
    const name = random.pick(["if-match", "idempotency-key", "accept", "x-request-id", "user-agent", "range"]);
    draft.headers[name] = random.pick(['"999999999999999999999"', "*", "W/x", "x".repeat(5000), "-1", "%00", "a, b"]);
  },
};

/** FNV-1a: a number of its own for each operation. */
const hashOf = (text: string): number =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

function draftOf({ parameters, body }: Operation, source: Source): Draft {
  const { random } = source;
  const draft: Draft = { params: {}, query: [], headers: {}, body: undefined };
  for (const { name, in: where, schema = {}, required } of parameters) {
    const value = () => asText(fitting(schema, source, name));
    if (where === "path") draft.params[name] = value();
    else if (required || random.chance(0.3)) {
      if (where === "query") draft.query.push([name, value()]);
      else draft.headers[name] = value();
    }
  }
  if (body) draft.body = fitting(body, source);
  return draft;
}

/** What is left of a text that a URL or a header can carry. */
const inUrl = (text: string): string => encodeURIComponent(text.toWellFormed());
const inHeader = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");

/** The request of this number, the same for the same seed and the same ids that exist. */
export function requestOf(
  operation: Operation,
  { seed, number }: { seed: number; number: number },
  { resolve, known }: Omit<Source, "random">,
): FuzzRequest {
  const random = new Random(hashOf(`${seed} ${operation.name} ${number}`));
  const draft = draftOf(operation, { random, resolve, known });
  const spoilers = { ...(isBodied(operation) ? bodySpoilers : {}), ...otherSpoilers };
  const spoiled = Array.from({ length: random.int(1, 2) }, () => random.pick(Object.keys(spoilers)));
  for (const name of spoiled) spoilers[name]?.(draft, random);
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name) => inUrl(draft.params[name] ?? "x") || "%20");
  const query = draft.query.map(([name, value]) => `${inUrl(name)}=${inUrl(value)}`).join("&");
  const body = isBodied(operation) ? (draft.raw ?? JSON.stringify(draft.body)) : undefined;
  const headers = Object.entries(draft.headers).map(([name, value]) => [name, inHeader(value)]);
  return {
    ...{ operation: operation.name, number, spoiled, method: operation.method, body },
    path: query ? `${path}?${query}` : path,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...Object.fromEntries(headers) },
  };
}
