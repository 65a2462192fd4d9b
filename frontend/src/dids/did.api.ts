import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type DidView = Schemas["Did"];

export const didsPath = "/api/v1/dids";

const page = {
  placeholderData: keepPreviousData,
  initialPageParam: "",
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
} as const;

export const didsQuery = (asked: { prefix: string; account: string }) =>
  infiniteQueryOptions({
    ...page,
    queryKey: ["dids", "all", asked],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 100, ...given({ ...asked, cursor: pageParam }) };
      return answer(api.GET(didsPath, { params: { query }, signal }));
    },
  });

export const customerDidsQuery = (account: string) =>
  infiniteQueryOptions({
    ...page,
    queryKey: ["dids", "of", account],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { account }, query: { limit: 100, ...given({ cursor: pageParam }) } };
      return answer(api.GET("/api/v1/customers/{account}/dids", { params, signal }));
    },
  });

export const addDids = (body: Schemas["NewDids"], idempotencyKey: string) =>
  answer(api.POST(didsPath, { body, headers: keyed(idempotencyKey) }));

export const editDid = ({ number, version }: DidView, body: Schemas["DidChange"]) =>
  answer(api.PATCH(`${didsPath}/{number}`, { params: { path: { number } }, body, headers: seen(version) }));

export const deleteDid = ({ number, version }: DidView) =>
  answer(api.DELETE(`${didsPath}/{number}`, { params: { path: { number } }, headers: seen(version) }));
