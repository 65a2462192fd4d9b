import * as z from "zod";
import { Amount } from "../money/money.ts";
import { isKnownZone } from "../time/zone.ts";

/**
 * The rules of single customer fields, one constant a field kind. Rules that need two fields, a setting or the table
 * are in customer-rules.ts. Every message is a whole sentence, because forms show it under the field.
 */

/** One sentence for every way a field can be wrong; a missing field says so first. */
export const rule = (sentence: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null || issue.input === "" ? `Required. ${sentence}` : sentence;

/** An optional field: absent, null and the empty string of a form all mean "not given" and are kept as null. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" || value === undefined ? null : value), schema.nullable());

/** A filter in an address: absent and the empty string both mean that nothing was chosen. */
export const chosen = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

export const ChosenDay = chosen(z.iso.date("Must be a day such as 2026-10-13.").optional());

const whole = (min: number, max: number) => {
  const sentence = `Must be a whole number from ${min} to ${max}.`;
  return z
    .int({ error: rule(sentence) })
    .min(min, sentence)
    .max(max, sentence);
};

const nameRule =
  "Must begin with a letter or digit and hold only letters, digits, spaces and . , ' & ( ) / + - (at most 100).";
/** Person or company: letters and digits of any script, spaces and the punctuation that names have. */
export const NameText = z
  .string({ error: rule(nameRule) })
  .trim()
  .max(100, nameRule)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'\u2019&()/+-]*$/u, { error: rule(nameRule) });

/** Text of several lines without control characters or halves of a character. */
export const PlainText = z
  .string({ error: rule("Must be text.") })
  .trim()
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, { error: "Must not hold control characters." });

/** One line of such text. @param most characters */
export const oneLine = (most: number) =>
  z
    .string({ error: rule("Must be text.") })
    .trim()
    .max(most, `Must be at most ${most} characters.`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must be one line without control characters.");

const usernameRule = "Must be 3 to 30 letters and digits, nothing else.";
/** Web login. Unique in the whole system without regard to case. */
export const Username = z
  .string({ error: rule(usernameRule) })
  .regex(/^[A-Za-z0-9]{3,30}$/, { error: rule(usernameRule) });

const emailRule = "Must be an e-mail address.";
/** RFC 5321 path limit. The shorter limit of the customer form is a setting, see customer-rules.ts. */
export const EmailAddress = z.email({ error: rule(emailRule) }).max(254, "Must be at most 254 characters.");

export const Sessions = whole(1, 100_000);
export const SessionsPerSecond = whole(1, 10_000);
export const PaymentTermDays = whole(1, 30);
export const BillingDecimals = whole(0, 8);
/** Minutes. A day is the most, because longer records are parked as TOO_LONG. */
export const CallMinutes = whole(1, 1440);

/** Yes or no. The manual writes some of them 0 and 1, which is taken as well. */
export const YesNo = z.preprocess(
  (value) => (value === 0 ? false : value === 1 ? true : value),
  z.boolean({ error: rule("Must be yes or no.") }),
);

export const codecNames = ["G729", "PCMU", "PCMA", "G722", "OPUS", "GSM", "iLBC", "G723", "AMR"] as const;
export const defaultCodecs = ["G729", "PCMU", "PCMA", "G722"] as const satisfies readonly (typeof codecNames)[number][];
const codecRule = `Must be one of ${codecNames.join(", ")}.`;
/** In the order of preference; none twice. */
export const Codecs = z
  .array(z.enum(codecNames, { error: rule(codecRule) }), { error: rule("Must be a list of codecs.") })
  .refine((codecs) => new Set(codecs).size === codecs.length, "Must not name a codec twice.");

/** Percent, e.g. `"19"` or `"8.875"`: at most 100, at most 4 decimals. */
export const Percent = z
  .string({ error: rule("Must be a percentage as text.") })
  .regex(/^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/, "Must be a percentage from 0 to 100 with at most 4 decimals.");

const callRule = "Must be whole seconds from 1 to 7200.";
/** Talk time by which a call is expected to bring and to cost. */
export const ExpectedSeconds = z
  .int({ error: rule(callRule) })
  .min(1, callRule)
  .max(7200, callRule);

const toleranceRule = "Must be a percentage from -100 to 100 with at most 4 decimals.";
/** Percent by which cost may exceed the price; below 0: by which it must stay under it. */
export const LossTolerance = z
  .string({ error: rule(toleranceRule) })
  .regex(/^-?(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/, toleranceRule);

export const Tax = z.strictObject({ name: NameText.max(30, "Must be at most 30 characters."), percent: Percent });

/** Money of a field, ≥ 0, decimal text. */
export const Money = z.string({ error: rule("Must be a number ≥ 0 with at most 9 decimals, as text.") }).pipe(Amount);

const phoneRule = "Must be digits, with + in front where it is international.";
/** Digits as typed; how many there must be is a setting, see customer-rules.ts. */
export const Phone = z
  .string({ error: rule(phoneRule) })
  .trim()
  .regex(/^\+?\d{3,15}$/, { error: rule(phoneRule) });

const isTimeZone = (name: string): boolean => /^[A-Za-z0-9_+/-]{1,64}$/.test(name) && isKnownZone(name);
/** IANA zone name such as `Europe/Berlin`. */
export const TimeZone = z
  .string({ error: rule("Must be a time zone such as Europe/Berlin.") })
  .refine(isTimeZone, "Must be a time zone such as Europe/Berlin.");

/** The tabs of the configuration that staff may open to the customer. */
export const selfEditTabs = [
  "ip-devices",
  "sip-devices",
  "dialing-routes",
  "source",
  "destination",
  "did-source",
  "did-destination",
] as const;

const codeRule = "Must be 1 to 64 printable characters without spaces.";
const AccountCodeOfSwitch = z.string({ error: rule(codeRule) }).regex(/^[\x21-\x7e]{1,64}$/, { error: rule(codeRule) });
/**
 * A code by which switches already call this customer. Plain text counts for every CDR source; with `source`, for that
 * source alone, and it then goes before a code without one.
 */
export const SwitchAccount = z.union(
  [AccountCodeOfSwitch, z.strictObject({ source: z.string().min(1).max(64), code: AccountCodeOfSwitch })],
  { error: rule(codeRule) },
);
export type SwitchAccount = z.infer<typeof SwitchAccount>;

export const SwitchAccounts = z
  .array(SwitchAccount, { error: rule("Must be a list of codes.") })
  .max(40, "Must be at most 40 codes.")
  .refine(
    (codes) => new Set(codes.map((code) => JSON.stringify(code))).size === codes.length,
    "Must not name a code twice.",
  );
