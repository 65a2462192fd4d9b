import type { RateImportView } from "./rate-import.api.ts";

export type SheetField = RateImportView["fields"][number];

export const fieldNames: Record<SheetField, string> = {
  prefix: "Prefix",
  countryCode: "Country code",
  destination: "Destination",
  pricePerMinute: "Price",
  connectFee: "Connect fee",
  increments: "Increments (30/6)",
  firstIncrement: "First increment",
  nextIncrement: "Next increment",
  graceSeconds: "Grace seconds",
  freeSeconds: "Free seconds",
  blocked: "Blocked (yes or no)",
  status: "Status (a word)",
  effectiveFrom: "Effective from",
  effectiveTo: "Effective to",
};
