import { useEffect } from "react";
import { useBranding } from "../settings/branding.api.ts";

/** The operator's logo and name. */
export function Brand({ height }: { height: number }) {
  const { companyName, logo } = useBranding();
  return (
    <>
      <img src={logo ?? "/favicon.svg"} alt="" height={height} className="brand-picture" />
      <span>{companyName}</span>
    </>
  );
}

/** The browser's title: the page, then whose system it is. */
export function useTitle(page: string): void {
  const { companyName } = useBranding();
  useEffect(() => {
    document.title = companyName ? `${page} · ${companyName}` : page;
  }, [page, companyName]);
}
