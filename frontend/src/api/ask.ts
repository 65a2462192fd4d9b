import { problemOf } from "./problem.ts";

/**
 * A POST that asks and changes nothing: it has no key by which its answer would be kept. Bytes go without a Content-Type.
 * @throws ApiProblem for every answer that is not 2xx, TypeError when there was none
 */
export async function ask<T>(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(path, { method: "POST", body, headers, credentials: "same-origin" });
  const isJson = response.headers.get("content-type")?.includes("json");
  const answered = isJson ? await response.json() : undefined;
  if (!response.ok) throw problemOf(response, answered);
  return answered as T;
}

export const askJson = <T>(path: string, body: unknown): Promise<T> =>
  ask(path, JSON.stringify(body), { "content-type": "application/json" });
