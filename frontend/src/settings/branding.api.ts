import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

/** Whose system this is, for everybody. */
export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  staleTime: 5 * 60_000,
  queryFn: () => answer(api.GET("/api/v1/branding")),
});

/** Until it is known nothing is said, rather than another name for a moment. */
const unknown: Schemas["Branding"] = { companyName: "", supportEmail: null, logo: null };
const unreachable: Schemas["Branding"] = { ...unknown, companyName: "Switchbook" };

export function useBranding(): Schemas["Branding"] {
  const { data, isError } = useQuery(brandingQuery);
  return data ?? (isError ? unreachable : unknown);
}
