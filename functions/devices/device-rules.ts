import { passwordFaults } from "../auth/password-policy.ts";
import type { FieldFault } from "../platform/problem.ts";

/** Rules of devices between fields. They take any values, so that all faults can be told at once. */

type RawFields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A secret that a person chose must not be guessable from what every caller sees. */
function secretFaults(fields: RawFields): FieldFault[] {
  if (typeof fields["secret"] !== "string") return [];
  const secret = fields["secret"];
  const faults = passwordFaults(secret);
  const known = [text(fields["login"]), text(fields["extension"])].filter((word) => word.length >= 3);
  const tells = known.some((word) => secret.toLowerCase().includes(word.toLowerCase()));
  const readable = /^[\x21-\x7e]*$/.test(secret);
  return [
    ...faults,
    ...(tells ? ["Must not contain the login or the extension."] : []),
    ...(readable ? [] : ["Must be letters, digits and signs that every phone can send."]),
  ].map((message) => ({ path: "secret", message }));
}

export function sipFaults(fields: RawFields): FieldFault[] {
  const wantsMail = fields["voicemail"] === true || fields["voicemail"] === 1;
  const missing = wantsMail && !text(fields["voicemailEmail"]);
  return [
    ...(missing ? [{ path: "voicemailEmail", message: "Required. Voice mail is sent there." }] : []),
    ...secretFaults(fields),
  ];
}

/** The tariff of a device must be one of the customer's currency; undefined = there is none of that id. */
export function deviceTariffFaults(
  id: unknown,
  tariff: { currency: string } | undefined,
  currency: string,
): FieldFault[] {
  if (typeof id !== "string" || id === "") return [];
  if (!tariff) return [{ path: "tariffId", message: "Must be one of the tariffs." }];
  if (tariff.currency === currency) return [];
  return [{ path: "tariffId", message: `Is in ${tariff.currency}, not in the customer's ${currency}.` }];
}
