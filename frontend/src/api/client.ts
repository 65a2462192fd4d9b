import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "../api-types.ts";
import { fetchOnce } from "./early.ts";
import { problemOf } from "./problem.ts";

/** Named schemas of the API's document. */
export type Schemas = components["schemas"];

/** Every POST has a key; a form that may be sent twice brings its own. */
const withKey: Middleware = {
  onRequest({ request }) {
    if (request.method === "POST" && !request.headers.has("idempotency-key"))
      request.headers.set("idempotency-key", crypto.randomUUID());
    return request;
  },
};

/** The API, typed by its own OpenAPI document. The base is named, so that a Request can be made of it outside a page too. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin", fetch: fetchOnce });
api.use(withKey);

/** The header of a form's submit: the same values are sent with the same key. */
export const keyed = (idempotencyKey: string) => ({ "idempotency-key": idempotencyKey });

/** The header of an edit: the version that was seen. A lost race is `conflict`. */
export const seen = (version: number) => ({ "if-match": `"${version}"` });

/** The body of the answer. @throws ApiProblem for every answer that is not 2xx, TypeError when there was none. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

/** Members that are "" are not asked for. */
export const given = <T extends object>(query: T): { [K in keyof T]?: T[K] } =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== "" && value !== undefined)) as {
    [K in keyof T]?: T[K];
  };
