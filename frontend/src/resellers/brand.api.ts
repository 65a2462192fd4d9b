import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas, seen } from "../api/client.ts";
import { sendLogo } from "../settings/settings.api.ts";
import { resellerPath } from "./reseller.api.ts";

export type BrandView = Schemas["ResellerBrand"];

const of = (account: string) => ({ path: { reseller: account } });

export const brandQuery = (account: string) =>
  queryOptions({
    queryKey: ["resellers", "brand", account],
    queryFn: () => answer(api.GET("/api/v1/resellers/{reseller}/branding", { params: of(account) })),
  });

export const setBrand = (account: string, version: number, body: Schemas["ResellerBrandFields"]) =>
  answer(api.PUT("/api/v1/resellers/{reseller}/branding", { params: of(account), body, headers: seen(version) }));

/** @param file null: the logo is taken away */
export const changeBrandLogo = (account: string, version: number, file: File | null): Promise<unknown> =>
  file
    ? sendLogo(`${resellerPath(account)}/branding/logo`, version, file)
    : answer(api.DELETE("/api/v1/resellers/{reseller}/branding/logo", { params: of(account), headers: seen(version) }));
