import type { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { type Sharing, share, tooManyRef } from "./openapi-shared.ts";
import { webhookDocument } from "./openapi-webhooks.ts";

/** What of an operation this program looks at; the rest passes through as it is. */
interface Operation extends Sharing {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  "x-authz"?: string;
  /** Whom it is for: those who reach the account in the path, those with lists of their own, or the operator's people. */
  "x-authz-whose"?: string;
  /** `refused` where a session that somebody switched to is not enough. */
  "x-authz-switched"?: string;
  /** `required` where a key must name the addresses from which it may be used. */
  "x-authz-locked"?: string;
  /** `not-needed` where it is open to whoever must set a second factor up first. */
  "x-authz-second-factor"?: string;
}
type Paths = Record<string, Record<string, Operation>>;
// biome-ignore lint/suspicious/noExplicitAny: the two applications differ in their context variables, which do not matter here.
type AnyApp = Hono<any, any, any>;

export interface ApiDocument {
  openapi: string;
  paths: Paths;
  components: Record<string, Record<string, unknown>>;
  [member: string]: unknown;
}

const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "__Host-sid", description: "Set by POST /api/v1/session." },
  key: { type: "http", scheme: "bearer", description: "An API key: sbk_…" },
  switchKey: { type: "http", scheme: "basic", description: "User = id of the API key, password = its secret." },
};

const info = {
  title: "Switchbook",
  version: "1",
  description:
    "Customer management, rating and billing for VoIP operators. Money, prices and percentages are decimal strings; " +
    "instants are ISO 8601 UTC; durations are whole seconds unless the name says otherwise. A field or a parameter " +
    "under /api/v1 that an operation does not know is refused by its name, never passed over. An API key may make 100 " +
    "requests a second under /api/v1; what comes above is answered 429 rate_limited with Retry-After.",
};

/** `/api/v1/customers/{account}/ip-devices/{id}` → `ip-devices`: the slice that an operation belongs to. */
function tagOf(path: string): string {
  const words = path.split("/").filter((word) => word && !/^(api|v1|\{.*\})$/.test(word));
  return (words[0] === "customers" ? words[1] : undefined) ?? words[0] ?? "operations";
}

function securityOf(path: string, authz: string): Record<string, string[]>[] {
  if (authz === "open") return [];
  return path.startsWith("/switch/") ? [{ key: [] }, { switchKey: [] }] : [{ session: [] }, { key: [] }];
}

/** Routes that are served but not promised, or promised without saying who may call them. */
function faultsOf(app: AnyApp, paths: Paths): string[] {
  const served = app.routes.filter((route) => route.method !== "ALL");
  const faults = served.flatMap(({ method, path }) => {
    const name = path.replace(/:([^/{?]+)(\{[^/]*\})?\??/g, "{$1}");
    const operation = paths[name]?.[method.toLowerCase()];
    if (!operation?.summary) return [`${method} ${path} has no doc()`];
    return operation["x-authz"] ? [] : [`${method} ${path} has no may() and is not marked open`];
  });
  return [...new Set(faults)];
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

async function describedPaths(app: AnyApp): Promise<{ paths: Paths; components: ApiDocument["components"] }> {
  const spec = await generateSpecs(app, { excludeStaticFile: false, defaultValidationErrorResponse: false });
  const paths = (spec.paths ?? {}) as Paths;
  for (const [path, operations] of Object.entries(paths))
    for (const operation of Object.values(operations)) {
      operation.operationId = operation.operationId?.replace(/ApiV1/, "").replace(/SwitchV1/, "Switch") ?? path;
      if (path.includes("{account}")) operation["x-authz-whose"] = "account";
      operation.tags ??= [tagOf(path)];
      operation.security = securityOf(path, operation["x-authz"] ?? "");
      if (path.startsWith("/api/v1/")) operation.responses = { ...operation.responses, 429: tooManyRef };
    }
  return { paths, components: (spec.components ?? {}) as ApiDocument["components"] };
}

/**
 * One OpenAPI 3.1 document out of the routes of all applications, the same text for the same routes.
 * @throws Error that names every route without a promise or without a permission, and every path served twice.
 */
export async function apiDocument(apps: readonly AnyApp[]): Promise<ApiDocument> {
  const paths: Paths = {};
  const schemas: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const app of apps) {
    const part = await describedPaths(app);
    faults.push(...faultsOf(app, part.paths));
    faults.push(
      ...Object.keys(part.paths).flatMap((path) => (paths[path] ? [`${path} is served by two functions`] : [])),
    );
    Object.assign(paths, part.paths);
    Object.assign(schemas, part.components["schemas"]);
  }
  if (faults.length > 0) throw new Error(`The API is not described:\n  ${faults.join("\n  ")}`);
  const operations = Object.values(paths).flatMap((verbs) => Object.values(verbs));
  const tags = [...new Set(operations.flatMap((operation) => operation.tags ?? []))];
  const shared = share(operations);
  return {
    openapi: "3.1.0",
    info,
    servers: [{ url: "/" }],
    tags: tags.sort((a, b) => (a < b ? -1 : 1)).map((name) => ({ name })),
    paths: sorted(paths),
    webhooks: webhookDocument(schemas),
    components: { schemas: sorted(schemas), ...shared, securitySchemes },
  };
}
