import { nanoOf } from "../money/money.ts";
import type { FieldFault } from "../platform/problem.ts";
import type { Settings } from "../settings/settings.ts";
import { countryCodes } from "./country.ts";
import type { Customer } from "./customer.ts";
import { demoFaults } from "./demo.ts";
import { isPostalCode, postalShapeOf } from "./postal-code.ts";
import { statesOf } from "./state.ts";

/**
 * Rules that need more than one field, a setting or a tariff. They run beside the rules of single fields and also when
 * some of those fail, so that a person sees every fault at once; a value of the wrong type is no business of theirs.
 */

/** Customer fields as they came, each of any type. */
export type RawFields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isYes = (value: unknown): boolean => value === true || value === 1;
const isMoney = (value: unknown): value is string => typeof value === "string" && /^\d{1,15}(\.\d{1,9})?$/.test(value);
const fault = (path: string, message: string): FieldFault => ({ path, message });

function creditFaults({ creditLimit, maxCreditLimit }: RawFields): FieldFault[] {
  if (!isMoney(creditLimit) || !isMoney(maxCreditLimit) || nanoOf(creditLimit) <= nanoOf(maxCreditLimit)) return [];
  return [fault("creditLimit", "Must not be more than the max credit limit.")];
}

const taxName = (tax: unknown): string => String((tax as { name?: unknown } | null)?.name ?? "").toLowerCase();

function taxFaults({ taxFlag, taxes, taxNumber }: RawFields): FieldFault[] {
  const given = listOf(taxes);
  const faults: FieldFault[] = [];
  if (taxFlag === "NONE" && given.length > 0) faults.push(fault("taxes", "Must be empty where the tax flag is NONE."));
  if (taxFlag === "NONE" && text(taxNumber))
    faults.push(fault("taxNumber", "Must be empty where the tax flag is NONE."));
  if (taxFlag === "VAT" && given.length !== 1) faults.push(fault("taxes", "VAT has exactly one rate."));
  if (taxFlag === "TAX" && (given.length < 1 || given.length > 3))
    faults.push(fault("taxes", "TAX has one to three rates."));
  if ((taxFlag === "VAT" || taxFlag === "TAX") && !text(taxNumber))
    faults.push(
      fault("taxNumber", taxFlag === "VAT" ? "Required. The VAT number." : "Required. The certificate number."),
    );
  if (new Set(given.map(taxName)).size !== given.length) faults.push(fault("taxes", "Must not name a tax twice."));
  return faults;
}

function codecFaults({ codecChecking, codecs, callWithMedia, transcoding }: RawFields): FieldFault[] {
  return [
    ...(isYes(codecChecking) && Array.isArray(codecs) && codecs.length === 0
      ? [fault("codecs", "Required. Codec checking needs at least one codec.")]
      : []),
    ...(isYes(transcoding) && !isYes(callWithMedia)
      ? [fault("transcoding", "Needs call with media: what is not relayed cannot be transcoded.")]
      : []),
  ];
}

function stateFaults(country: string | undefined, state: string | undefined): FieldFault[] {
  if (!state) return [];
  if (!country) return [fault("state", "Choose the country first.")];
  const states = statesOf(country);
  return states && !states.includes(state) ? [fault("state", "Must be a state of the country, by its code.")] : [];
}

function pinFaults(country: string | undefined, pin: string | undefined): FieldFault[] {
  if (!pin) return [];
  if (!country) return [fault("pin", "Choose the country first.")];
  const shape = postalShapeOf(country);
  const hint = shape ? ` It looks like ${shape}.` : "";
  return isPostalCode(pin.trim(), country) ? [] : [fault("pin", `Must be a postal code of the country.${hint}`)];
}

function placeFaults(fields: RawFields): FieldFault[] {
  const [country, state, pin] = [text(fields["country"]), text(fields["state"]), text(fields["pin"])];
  const unknown = country !== undefined && /^[A-Z]{2}$/.test(country) && !countryCodes.includes(country);
  if (unknown) return [fault("country", "Must be a country code of ISO 3166.")];
  return [...stateFaults(country, state), ...pinFaults(country, pin)];
}

function cycleFaults({ billingCycle, billingDay }: RawFields): FieldFault[] {
  const late = billingCycle === "WEEKLY" && typeof billingDay === "number" && billingDay > 7;
  return late ? [fault("billingDay", "Must be 1 (Monday) to 7 (Sunday) for a weekly cycle.")] : [];
}

/** Faults between fields. Pages run it too. */
export const crossFaults = (fields: RawFields): FieldFault[] => [
  ...creditFaults(fields),
  ...taxFaults(fields),
  ...codecFaults(fields),
  ...placeFaults(fields),
  ...cycleFaults(fields),
  ...demoFaults(fields),
];

/** Faults against what the operator has set: length of the e-mail address, form of the phone number. */
export function settingFaults(
  fields: RawFields,
  settings: Pick<Settings, "emailMaxLength" | "phoneRule">,
): FieldFault[] {
  const [email, phone] = [text(fields["email"]), text(fields["phone"])?.trim()];
  const faults: FieldFault[] = [];
  if (email && email.length > settings.emailMaxLength)
    faults.push(fault("email", `Must be at most ${settings.emailMaxLength} characters.`));
  if (phone && settings.phoneRule === "TEN_DIGITS" && !/^\d{10}$/.test(phone))
    faults.push(fault("phone", "Must be 10 digits."));
  if (phone && settings.phoneRule === "E164" && !/^\+[1-9]\d{6,14}$/.test(phone))
    faults.push(fault("phone", "Must be + and 7 to 15 digits, country code first."));
  return faults;
}

/** Faults of the chosen tariff; undefined = whoever sells to the customer has none of that id. */
export function tariffFaults(fields: RawFields, tariff: { currency: string } | undefined): FieldFault[] {
  if (text(fields["tariffId"]) === undefined) return [];
  if (!tariff) return [fault("tariffId", "Must be one of the tariffs.")];
  const other = text(fields["currency"]) !== undefined && tariff.currency !== fields["currency"];
  return other ? [fault("tariffId", `Is in ${tariff.currency}, not in the customer's currency.`)] : [];
}

/** What can never change once the customer exists. */
export function changeFaults(seen: Customer, fields: RawFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (fields["currency"] !== seen.currency)
    faults.push(fault("currency", "Cannot change: the balance is kept in it. Add another customer."));
  if ((text(fields["reseller"]) ?? null) !== seen.reseller)
    faults.push(
      fault("reseller", "Cannot change: its calls, money and credit were accounted for here. Add another customer."),
    );
  if (fields["timeZone"] !== seen.timeZone)
    faults.push(fault("timeZone", "Cannot change: the days of the statement are cut in it. Add another customer."));
  if (seen.billingCycle === "ON_DEMAND" && fields["billingCycle"] !== "ON_DEMAND")
    faults.push(fault("billingCycle", "Cannot change: the open period has no end. Add another customer."));
  if (seen.customerType === "LIVE" && fields["customerType"] === "DEMO")
    faults.push(fault("customerType", "A live customer cannot become a demo."));
  return faults;
}
