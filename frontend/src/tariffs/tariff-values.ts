import type { TariffView } from "./tariff.api.ts";

/** What the form of a tariff holds. */
export type TariffValues = {
  name: string;
  /** Of a new one; empty: whoever makes it. */
  owner: string;
  currency: string;
  kind: TariffView["kind"];
  timeZone: string;
  rounding: TariffView["rounding"];
  priceCeiling: string;
  rateNotices: TariffView["rateNotices"];
};
