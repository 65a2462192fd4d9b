import { resellerForm } from "../../../functions/resellers/reseller.ts";
import { termDefaults } from "../../../functions/resellers/reseller-terms.ts";
import type { ResellerView } from "./reseller.api.ts";

/** What the form holds: the API's names, with empty text where nothing is given. */
export type ResellerValues = Record<string, unknown> & {
  password: string;
  parent: string;
  currency: string;
  taxFlag: string;
  taxes: { name: string; percent: string }[];
};

const written = [...Object.keys(resellerForm)];

export const newReseller = (baseCurrency: string, timeZone: string): ResellerValues =>
  ({
    ...termDefaults,
    timeZone,
    taxes: [],
    taxNumber: "",
    company: "",
    name: "",
    email: "",
    username: "",
    password: "",
    parent: "",
    currency: baseCurrency,
    tariffId: "",
    creditLimit: "0",
    status: "ACTIVE",
  }) as unknown as ResellerValues;

export const valuesOf = (reseller: ResellerView): ResellerValues =>
  ({
    ...Object.fromEntries(written.map((name) => [name, reseller[name as keyof ResellerView] ?? ""])),
    password: "",
    parent: reseller.parent ?? "",
    currency: reseller.currency,
  }) as unknown as ResellerValues;

const fixed = new Set(["parent", "currency", "timeZone"]);

/** The fields that an edit changed. */
export const changesOf = (before: ResellerValues, after: ResellerValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !fixed.has(name) && JSON.stringify(value) !== JSON.stringify(before[name]),
    ),
  );
