import { AccountLink } from "../customers/account-link.tsx";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Instant } from "../ui/figures.tsx";
import type { RerateView } from "./rerate.api.ts";

/** Which calls a job is about, in words. */
export function RerateAbout({ asked }: Pick<RerateView, "asked">) {
  const { account, tariffId, from, to, prefix, destination, tariffVersion, vendor } = asked;
  return (
    <span className="wraps">
      {account ? <AccountLink account={account} /> : "All customers"}
      {tariffId ? (
        <>
          , charged by <TariffName id={tariffId} />
        </>
      ) : null}
      {tariffVersion ? `, version ${tariffVersion}` : null}
      {prefix ? `, prefix ${prefix}` : null}
      {destination ? `, ${destination}` : null}
      {vendor ? (
        <>
          , by vendor <span className="mono">{vendor}</span>
        </>
      ) : null}
      , <Instant at={from} /> to <Instant at={to} />
    </span>
  );
}
