import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas } from "../api/client.ts";

export const ownApiKeysPath = "/api/v1/own-api-keys";

export const ownApiKeysQuery = queryOptions({
  queryKey: ["own-api-keys"],
  queryFn: () => answer(api.GET(ownApiKeysPath)),
});

export const addOwnApiKey = (body: Schemas["NewOwnApiKey"], idempotencyKey: string) =>
  answer(api.POST(ownApiKeysPath, { body, headers: keyed(idempotencyKey) }));

export const revokeOwnApiKey = (id: string) =>
  answer(api.DELETE(`${ownApiKeysPath}/{id}`, { params: { path: { id } } }));
