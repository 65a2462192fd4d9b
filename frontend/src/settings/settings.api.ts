import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas, seen } from "../api/client.ts";

export type SettingsView = Schemas["Settings"];

export const settingsPath = "/api/v1/settings";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => answer(api.GET(settingsPath)),
});

export const editSettings = (version: number, body: Schemas["SettingsChange"]) =>
  answer(api.PATCH(settingsPath, { body, headers: seen(version) }));
