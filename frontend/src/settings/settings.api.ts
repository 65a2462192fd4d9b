import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas, seen } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";

export type SettingsView = Schemas["Settings"];

export type FormDefaults = Schemas["FormDefaults"];

export const settingsPath = "/api/v1/settings";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => answer(api.GET(settingsPath)),
});

/** What forms begin with and check by; for whoever is signed in. A change of the settings makes it stale. */
export const defaultsQuery = queryOptions({
  queryKey: [...settingsQuery.queryKey, "defaults"],
  staleTime: 60_000,
  queryFn: () => answer(api.GET("/api/v1/settings/defaults")),
});

export const editSettings = (version: number, body: Schemas["SettingsChange"]) =>
  answer(api.PATCH(settingsPath, { body, headers: seen(version) }));

/** Bytes without a Content-Type: with a cookie only JSON may be named as one. @throws ApiProblem */
export async function sendLogo(path: string, version: number, file: File): Promise<void> {
  const body = await file.arrayBuffer();
  const response = await fetch(path, {
    method: "PUT",
    body,
    headers: seen(version),
    credentials: "same-origin",
  });
  if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined));
}

export const removeLogo = (version: number) => answer(api.DELETE("/api/v1/settings/logo", { headers: seen(version) }));
