import { countryCodes } from "../../../functions/customers/country.ts";

const names = new Intl.DisplayNames("en", { type: "region" });

/** Every country by name, as options of a list. */
export const countries = countryCodes
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label));

export const countryName = (code: string | null): string | undefined => (code ? (names.of(code) ?? code) : undefined);
