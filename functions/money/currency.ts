import * as z from "zod";

/**
 * Currencies in use by ISO 4217 (list one, 2026; funds codes and metals left out), grouped by the number of decimals
 * of their minor unit. A currency decides how an invoice total is rounded, never how a call is: that is the
 * customer's own number of decimals.
 */
const codesByExponent: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
    NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
};

const exponents = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(exponent)] as const),
  ),
);

/** Every ISO 4217 code that we take, in alphabetical order. */
export const currencyCodes: readonly string[] = [...exponents.keys()].sort((a, b) => (a < b ? -1 : 1));

/** ISO 4217 code in capitals. */
export const Currency = z
  .string()
  .refine((code) => exponents.has(code), "Is not a currency code of ISO 4217.")
  .meta({ example: "EUR" });
export type Currency = z.infer<typeof Currency>;

/**
 * Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
 * @throws RangeError for a code that `Currency` refuses.
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code);
  if (exponent === undefined) throw new RangeError(`no such currency: ${code}`);
  return exponent;
}
