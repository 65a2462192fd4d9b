import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas } from "../api/client.ts";

export type ApiKeyView = Schemas["ApiKey"];
export type ApiKeyWithSecret = Schemas["ApiKeyWithSecret"];

export const apiKeysPath = "/api/v1/api-keys";

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: () => answer(api.GET(apiKeysPath, { params: { query: { limit: 200 } } })),
});

export const addApiKey = (body: Schemas["NewApiKey"], idempotencyKey: string) =>
  answer(api.POST(apiKeysPath, { body, headers: keyed(idempotencyKey) }));

export const revokeApiKey = (id: string) => answer(api.DELETE(`${apiKeysPath}/{id}`, { params: { path: { id } } }));
