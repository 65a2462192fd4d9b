import { codecNames } from "../../functions/customers/customer-fields.ts";
import { NewCustomer } from "../../functions/customers/customer-request.ts";
import { crossFaults, settingFaults } from "../../functions/customers/customer-rules.ts";
import type { DumpRow } from "./dump.ts";
import type { CustomerFields, Fault, MapOptions } from "./records.ts";
import { adapted, leftOut } from "./values.ts";

/** A customer's fields brought into what the form accepts. Whatever is not as it was is named. */

const notInNames = /[^\p{L}\p{M}\p{N} .,'’&()/+-]/gu;

/** What is left of a name without the signs that names cannot have here. */
export const nameOf = (written: string, most = 100): string =>
  written
    .replaceAll(notInNames, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .trim()
    .slice(0, most)
    .trim();

export const usernameOf = (written: string): string => written.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 30);

/** The addresses of a field that may hold several; what holds none at all is one wrong address. */
export function addressesOf(written: string): string[] {
  const parts = written.split(/[,;\s]+/).filter((part) => part.includes("@"));
  return parts.length > 0 || written.trim() === "" ? parts : [written.trim()];
}

/** Percent without zeros behind. */
export const percentOf = (decimal: string): string =>
  decimal.includes(".") ? decimal.replace(/(\.\d{4})\d+$/, "$1").replace(/\.?0+$/, "") : decimal;

export const codecsOf = (written: string): CustomerFields["codecs"] => {
  const wanted = written.split(/[,;\s]+/).map((name) => name.toUpperCase());
  return codecNames.filter((name) => wanted.includes(name.toUpperCase()));
};

/** The number as the operator's setting wants it; the last word is a number that is nobody's. */
function phoneOf(written: string, rule: MapOptions["phoneRule"]): string {
  const digits = written.replaceAll(/\D/g, "").replace(/^00/, "");
  if (rule === "TEN_DIGITS") return digits.length >= 10 ? digits.slice(-10) : "0000000000";
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : "+10000000";
}

/** What a field has where what was there cannot be: nothing, or what the form begins with. */
const otherwise: Partial<CustomerFields> = {
  ...{ email: null, address: null, country: null, state: null, pin: null, taxNumber: null },
  ...{ emails: { billing: null, rates: null, noc: null }, lowBalanceThreshold: null, switchAccounts: [] },
};

type Raw = Record<string, unknown>;

const faultsOf = (fields: Raw, options: MapOptions): { path: string; message: string }[] => {
  const whole = { ...fields, password: "Tr0ub4dor&3x", tariffId: "x" };
  const parsed = NewCustomer.safeParse(whole);
  const single = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ path: String(path[0]), message }));
  return [...single, ...crossFaults(whole), ...settingFaults(whole, options)].map(({ path, message }) => ({
    path: path.split(".")[0] ?? path,
    message,
  }));
};

/** A tax that has no number, or a flag that does not fit the taxes. */
function withTaxes(fields: CustomerFields): { fields: CustomerFields; changes: string[] } {
  const { taxFlag, taxes, taxNumber } = fields;
  const none = { ...fields, taxFlag: "NONE" as const, taxes: [], taxNumber: null };
  if (taxes.length === 0) {
    const words = `tax flag ${taxFlag} without a tax is NONE here`;
    return { fields: none, changes: taxFlag === "NONE" ? [] : [words] };
  }
  if (taxFlag === "NONE")
    return {
      fields: none,
      changes: [`taxes ${taxes.map(({ percent }) => percent).join(", ")} of tax flag NONE are not taken`],
    };
  const flag = taxFlag === "VAT" && taxes.length > 1 ? "TAX" : taxFlag;
  return {
    fields: { ...fields, taxFlag: flag, taxNumber: taxNumber ?? "UNKNOWN" },
    changes: [
      ...(flag === taxFlag ? [] : ["VAT with several taxes is TAX here"]),
      ...(taxNumber ? [] : ["tax number is missing, UNKNOWN stands for it"]),
    ],
  };
}

/**
 * The fields as the form takes them, with what had to be changed; undefined where a mandatory one is beyond mending.
 */
export function acceptable(wanted: CustomerFields, row: DumpRow, options: MapOptions) {
  const faults: Fault[] = [];
  const { fields: taxed, changes } = withTaxes(wanted);
  for (const change of changes) faults.push(adapted(row, `${change}.`));
  const fields: CustomerFields = { ...taxed };
  const say = (what: string, was: unknown) =>
    faults.push(adapted(row, `${what} ${JSON.stringify(was)} cannot be taken as it is.`));
  for (const path of new Set(faultsOf(fields, options).map((fault) => fault.path))) {
    const name = path as keyof CustomerFields;
    if (name === "phone") {
      say("phone", fields.phone);
      fields.phone = phoneOf(fields.phone, options.phoneRule);
    } else if (name in otherwise) {
      say(name, fields[name]);
      Object.assign(fields, { [name]: otherwise[name] });
    }
  }
  if (fields.transcoding && !fields.callWithMedia) fields.transcoding = false;
  const left = faultsOf(fields, options);
  if (left.length === 0) return { fields, faults };
  const words = left.map(({ path, message }) => `${path}: ${message}`).join(" ");
  return { fields: undefined, faults: [...faults, leftOut(row, `The customer cannot be taken over. ${words}`)] };
}
