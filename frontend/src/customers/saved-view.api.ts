import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type SavedView = Schemas["SavedView"];

export const savedViewsQuery = queryOptions({
  queryKey: ["saved-views"],
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/saved-views", { signal }))).items,
});

export const saveView = (view: { name: string; query: string; shared: boolean }) =>
  answer(api.POST("/api/v1/saved-views", { body: { page: "customers", ...view } }));

export const deleteView = (id: string) => answer(api.DELETE("/api/v1/saved-views/{id}", { params: { path: { id } } }));
