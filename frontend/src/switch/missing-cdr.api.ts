import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type MissingCdrView = Schemas["MissingCdr"];

export const missingCdrsPath = "/api/v1/missing-cdrs";

export const missingCdrsQuery = infiniteQueryOptions({
  queryKey: ["missing-cdrs"],
  initialPageParam: "",
  queryFn: ({ pageParam }) =>
    answer(api.GET(missingCdrsPath, { params: { query: { limit: 100, ...given({ cursor: pageParam }) } } })),
  getNextPageParam: (page) => page.nextCursor,
});
