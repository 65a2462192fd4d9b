import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

type Branding = Schemas["Branding"];

/** Whose brand this browser saw last, so that a reseller's customer who signed out finds the same sign-in again. */
const rememberedKey = "switchbook-brand";

const askedFor = (): string =>
  new URLSearchParams(location.search).get("of") ?? localStorage.getItem(rememberedKey) ?? "";

function remember({ reseller }: Branding): void {
  if (reseller === null) localStorage.removeItem(rememberedKey);
  else localStorage.setItem(rememberedKey, reseller);
}

/** The colours of a reseller's own are worked out only where there is one. */
async function paint({ accent }: Branding): Promise<void> {
  if (accent === null && !document.documentElement.dataset["accent"]) return;
  (await import("./paint-accent.ts")).paintAccent(accent);
}

/** Whose system this is, for everybody: that of whoever is signed in, else of the reseller that the address names. */
export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  staleTime: 5 * 60_000,
  queryFn: async () => {
    const branding = await answer(
      api.GET("/api/v1/branding", { params: { query: given({ account: askedFor() }) as { account?: string } } }),
    );
    remember(branding);
    await paint(branding);
    return branding;
  },
});

/** Until it is known nothing is said, rather than another name for a moment. */
const unknown: Branding = { companyName: "", supportEmail: null, logo: null, accent: null, reseller: null };
const unreachable: Branding = { ...unknown, companyName: "Switchbook" };

export function useBranding(): Branding {
  const { data, isError } = useQuery(brandingQuery);
  return data ?? (isError ? unreachable : unknown);
}
