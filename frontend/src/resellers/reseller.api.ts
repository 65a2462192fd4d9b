import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas, seen } from "../api/client.ts";

export type ResellerView = Schemas["Reseller"];

export const resellersPath = "/api/v1/resellers";
export const resellerPath = (account: string) => `${resellersPath}/${encodeURIComponent(account)}`;

/** All below whoever asks: an operator has some hundred of them at most. */
export const resellersQuery = queryOptions({
  queryKey: ["resellers", "list"],
  queryFn: async (): Promise<{ items: ResellerView[] }> => {
    const items: ResellerView[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: { limit: number; cursor?: string } = cursor === "" ? { limit: 200 } : { limit: 200, cursor };
      const page: { items: ResellerView[]; nextCursor: string | null } = await answer(
        api.GET("/api/v1/resellers", { params: { query } }),
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return { items };
  },
});

/** Calls of its customers change the balance while one looks at it. */
export const resellerQuery = (account: string) =>
  queryOptions({
    queryKey: ["resellers", "one", account],
    refetchInterval: 10_000,
    queryFn: () => answer(api.GET("/api/v1/resellers/{reseller}", { params: { path: { reseller: account } } })),
  });

/** The first of its tree's customers. */
export const resellerCustomersQuery = (account: string) =>
  queryOptions({
    queryKey: ["customers", "of-reseller", account],
    queryFn: () => answer(api.GET("/api/v1/customers", { params: { query: { reseller: account, limit: 50 } } })),
  });

export const addReseller = (body: object, idempotencyKey: string) =>
  answer(api.POST(resellersPath, { body: body as Schemas["NewReseller"], headers: keyed(idempotencyKey) }));

export const editReseller = ({ account, version }: ResellerView, body: object) =>
  answer(
    api.PATCH("/api/v1/resellers/{reseller}", {
      params: { path: { reseller: account } },
      body: body as Schemas["ResellerChange"],
      headers: seen(version),
    }),
  );

export const bookResellerPayment = (account: string, body: object, idempotencyKey: string) =>
  answer(
    api.POST("/api/v1/resellers/{reseller}/payments", {
      params: { path: { reseller: account }, header: keyed(idempotencyKey) },
      body: body as Schemas["NewPayment"],
    }),
  );

/** The tree in its order: each reseller behind the one above it, those side by side by their names. */
export function inTreeOrder(resellers: readonly ResellerView[]): ResellerView[] {
  const known = new Set(resellers.map(({ account }) => account));
  const byParent = Map.groupBy(resellers, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  const below = (parent: string | null): ResellerView[] =>
    (byParent.get(parent) ?? [])
      .toSorted((a, b) => a.company.localeCompare(b.company))
      .flatMap((one) => [one, ...below(one.account)]);
  return below(null);
}
