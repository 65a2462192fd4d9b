import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../sim/random.ts";

/** Requests that must be refused, made from the API document by a seed: the same seed makes the same requests. */

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
}

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  schema?: Schema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** Schema of the JSON body; undefined where it takes none. */
  body: Schema | undefined;
}

export interface BadRequest {
  operation: string;
  /** What is wrong with it. */
  because: string;
  method: string;
  path: string;
  body?: string;
  headers: Record<string, string>;
  /** Whether it is asked without a session or key. */
  anonymous: boolean;
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/api/openapi.json"), "utf8"));
const resolved = (schema: Schema | undefined): Schema | undefined =>
  schema?.$ref ? document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] : schema;

export const operations: readonly Operation[] = Object.entries<Record<string, Record<string, never>>>(
  document.paths,
).flatMap(([path, methods]) =>
  Object.entries<Record<string, never>>(methods)
    .filter(([method]) => /^(get|post|put|patch|delete)$/.test(method))
    .map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (one["parameters"] ?? []) as Parameter[],
      body: resolved(
        (one as { requestBody?: { content?: Record<string, { schema?: Schema }> } }).requestBody?.content?.[
          "application/json"
        ]?.schema,
      ),
    })),
);

const garbage = [
  ...["", "x", "§", "null", "undefined", "%00", "..%2f..%2fetc%2fpasswd", "' OR '1'='1", "<script>alert(1)</script>"],
  ...[
    "__proto__",
    "constructor",
    "-1",
    "1e309",
    "9".repeat(60),
    "\ud83d\ude00".repeat(20),
    "a".repeat(3000),
    "{{7*7}}",
  ],
];
const wrongBodies = [
  ...["", "{", "[]", "null", "0", '"text"', "true", "\u0000", "1e999", '{"a":', "<xml/>", "a=b&c=d"],
  ...[`${"[".repeat(3000)}${"]".repeat(3000)}`, '{"__proto__":{"permissions":["users:write"]}}'],
];
const wrongValues = [
  ...[null, true, -1, 1e308, 2 ** 53 + 2, "", " ", "\u0000", "x".repeat(70_000), "=cmd|' /C calc'!A0"],
  ...[[], [[]], [null], {}, { $ne: null }, { S: "x" }, "${7*7}", "\ud800", "2026-02-30", "NaN"],
];

/** An id that is well spelled and nobody's, or not an id at all. */
const nobodys = (name: string, random: Random): string =>
  random.chance(0.5) && /account|reseller|customer/i.test(name)
    ? "C00000000"
    : encodeURIComponent(random.pick(garbage.filter(Boolean)).toWellFormed());

const withIds = ({ path }: Operation, random: Random): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => nobodys(name, random));

/** Fields of which none is known: every body that is not empty refuses them. */
const spoiled = (schema: Schema, random: Random): string => {
  const names = Object.keys(schema.properties ?? {});
  const some = Object.fromEntries(
    random
      .shuffled(names)
      .slice(0, 4)
      .map((name) => [name, random.pick(wrongValues)]),
  );
  return JSON.stringify({ ...some, [`no such field ${random.int(0, 99)}`]: random.pick(wrongValues) });
};

type Mutation = (operation: Operation, random: Random) => Partial<BadRequest> | undefined;

const json = { "content-type": "application/json" };
const mutations: Record<string, Mutation> = {
  "ids of nothing": (operation, random) =>
    operation.path.includes("{")
      ? { path: withIds(operation, random), ...(operation.body ? { body: "{}" } : {}) }
      : undefined,
  "a body that is no object": ({ body }, random) => (body ? { body: random.pick(wrongBodies) } : undefined),
  "fields that there are not": ({ body }, random) =>
    body?.additionalProperties === false ? { body: spoiled(body, random) } : undefined,
  "no field at all": ({ body }) => ((body?.required?.length ?? 0) > 0 ? { body: "{}" } : undefined),
  "a body of another type": ({ body }, random) =>
    body
      ? { body: "{}", headers: { "content-type": random.pick(["text/plain", "text/xml", "multipart/form-data", ""]) } }
      : undefined,
  "a body that is too large": ({ body }) => (body ? { body: `{"a":"${"x".repeat(300_000)}"}` } : undefined),
  "nobody signed in": (operation, random) => ({
    path: withIds(operation, random),
    anonymous: true,
    ...(operation.body ? { body: "{}" } : {}),
  }),
  "another page's origin": ({ method }) =>
    method === "GET" ? undefined : { headers: { origin: "https://evil.example", ...json }, body: "{}" },
  "an unknown key": () => ({ headers: { authorization: `Bearer sbk_${"a".repeat(43)}` }, anonymous: true, body: "{}" }),
  "a question of garbage": ({ method, parameters }, random) => {
    const asked = parameters.filter(({ in: place }) => place === "query");
    if (method !== "GET" || asked.length === 0) return undefined;
    const query = asked
      .map(({ name }) => `${name}=${encodeURIComponent(random.pick(garbage).toWellFormed())}`)
      .join("&");
    return { path: `?${query}` };
  },
};

/** @param count how many; of each some operation, and some way to be wrong that it has */
export function* badRequests(seed: number, count: number): Generator<BadRequest> {
  const random = new Random(seed);
  for (let made = 0; made < count; ) {
    const operation = random.pick(operations);
    const because = random.pick(Object.keys(mutations));
    const mutation = mutations[because]?.(operation, random);
    if (!mutation) continue;
    const { body: wanted, ...wrong } = mutation;
    const path = mutation.path?.startsWith("?")
      ? withIds(operation, random) + mutation.path
      : (mutation.path ?? withIds(operation, random));
    const base = {
      operation: `${operation.method} ${operation.path}`,
      because,
      method: operation.method,
      anonymous: false,
    };
    const headers = {
      "idempotency-key": `fuzz-${seed}-${made}`,
      ...(mutation.body === undefined ? {} : json),
      ...mutation.headers,
    };
    // A request that reads carries no body.
    const body = operation.method === "GET" ? undefined : wanted;
    made++;
    yield { ...base, ...wrong, path, headers, ...(body === undefined ? {} : { body }) } as BadRequest;
  }
}
