import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type TaxChange = Schemas["TaxChange"];
const path = "/api/v1/customers/{account}/tax-changes";

export const taxChangesQuery = (account: string) =>
  queryOptions({
    queryKey: ["customers", "tax-changes", account],
    queryFn: () => answer(api.GET(path, { params: { path: { account } } })),
  });

export const setTaxChanges = (account: string, items: readonly TaxChange[]) =>
  answer(api.PUT(path, { params: { path: { account } }, body: { items: [...items] } }));
