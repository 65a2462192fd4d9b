import { MultiSelect, NativeSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { brakeNames } from "../../../functions/customers/fraud-fields.ts";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { defaultSettings, Settings, SettingsChange } from "../../../functions/settings/settings.ts";
import { roundingChoices } from "../tariffs/tariff-words.ts";
import { choice } from "../ui/choice.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import { zoneNames } from "../ui/zone-names.ts";

export type SettingName = keyof typeof SettingsChange.shape;
export const settingNames = Object.keys(SettingsChange.shape) as SettingName[];

/** Where an empty field means none. */
export const perhaps = settingNames.filter((name) => SettingsChange.shape[name].safeParse(null).success);

const groups: readonly [string, readonly SettingName[]][] = [
  ["The operator", ["companyName", "supportEmail", "baseCurrency", "timeZone"]],
  ["The seller", ["sellerName", "sellerTaxNumber", "sellerAddress"]],
  ["Customers", ["phoneRule", "emailMaxLength", "demoDays", "demoCredit"]],
  ["New customers", ["newCustomerDays", "newCustomerBlockedPrefixes"]],
  ["Fraud limits of new customers", brakeNames],
  ["Fraud", ["testNumbers"]],
  ["Signing in", ["strongPasswords", "secondFactorRequiredOf"]],
  ["Rates", ["rounding", "priceCeiling", "rateNoticeDays"]],
  [
    "Invoices",
    [
      ...(["invoiceNumbers", "creditNoteNumbers", "invoicePaper", "invoiceNote", "untaxedNote"] as const),
      ...(["invoiceItemised", "emptyInvoices"] as const),
    ],
  ],
  ["Unpaid invoices", ["reminderDays", "suspendAfterDays"]],
  [
    "Alerts",
    [
      ...(["asrDropPoints", "asrDropHours", "asrDropAttempts", "lossAlertAmount", "lossAlertCalls"] as const),
      ...(["spendSpikeFloor", "spendSpikeFactor", "spendSpikeSuspends"] as const),
    ],
  ],
  ["Switches", ["sipRealm"]],
];

const named = new Set(groups.flatMap(([, names]) => names));
/** A setting that no group names is on the page nevertheless. */
const further = settingNames.filter((name) => !named.has(name));
export const settingGroups = further.length > 0 ? [...groups, ["Further", further] as const] : groups;

// biome-ignore lint/suspicious/noExplicitAny: see FormHandle.field
type Input = any;

const phoneRules = [
  { value: "TEN_DIGITS", label: "Ten digits" },
  { value: "E164", label: "E.164: + and up to 15 digits" },
];
const papers = [
  { value: "A4", label: "A4" },
  { value: "LETTER", label: "US Letter" },
];
const holders = [
  { value: "STAFF", label: "Staff" },
  { value: "RESELLERS", label: "Resellers" },
  { value: "CUSTOMERS", label: "Customers" },
];
const lines = { autosize: true, minRows: 2, maxRows: 5 };

/** Those that the kind of their value does not tell all about. */
const drawn: Partial<Record<SettingName, (input: Input) => ReactNode>> = {
  companyName: (input) => <TextInput {...input} withAsterisk />,
  supportEmail: (input) => <TextInput {...input} type="email" />,
  baseCurrency: (input) => <Select {...input} searchable allowDeselect={false} data={[...currencyCodes]} limit={60} />,
  timeZone: (input) => <Select {...input} searchable allowDeselect={false} data={zoneNames} limit={80} />,
  sellerAddress: (input) => <Textarea {...input} {...lines} />,
  phoneRule: (input) => <NativeSelect {...choice(input, phoneRules)} />,
  rounding: (input) => <NativeSelect {...choice(input, roundingChoices)} />,
  demoCredit: (input) => <TextInput {...input} inputMode="decimal" />,
  priceCeiling: (input) => <TextInput {...input} inputMode="decimal" />,
  dailySpendCap: (input) => <TextInput {...input} inputMode="decimal" placeholder="None" />,
  maxPricePerMinute: (input) => <TextInput {...input} inputMode="decimal" placeholder="None" />,
  invoiceNumbers: (input) => <TextInput {...input} spellCheck={false} className="mono-input" />,
  creditNoteNumbers: (input) => <TextInput {...input} spellCheck={false} className="mono-input" />,
  invoicePaper: (input) => <NativeSelect {...choice(input, papers)} />,
  invoiceNote: (input) => <Textarea {...input} {...lines} />,
  untaxedNote: (input) => <Textarea {...input} {...lines} />,
  newCustomerBlockedPrefixes: (input) => <TagsInput {...input} splitChars={[",", " "]} inputMode="tel" />,
  prefixCallLimits: (input) => (
    <TagsInput {...input} splitChars={[",", " "]} inputMode="tel" placeholder={input.value?.length ? "" : "44=10"} />
  ),
  nightHours: (input) => <TextInput {...input} placeholder="22:00-06:00" />,
  nightMaxCallSessions: (input) => (
    <NumberInput {...input} allowDecimal={false} clampBehavior="none" placeholder="No limit" min={1} />
  ),
  nightMaxPricePerMinute: (input) => <TextInput {...input} inputMode="decimal" placeholder="None" />,
  testNumbers: (input) => <Textarea {...input} {...lines} inputMode="tel" className="mono-input" placeholder="None" />,
  reminderDays: (input) => <TagsInput {...input} splitChars={[",", " "]} placeholder="-3, 1, 7" />,
  asrDropPoints: (input) => (
    <NumberInput {...input} allowDecimal={false} clampBehavior="none" placeholder="Never" min={5} />
  ),
  lossAlertAmount: (input) => <TextInput {...input} inputMode="decimal" placeholder="Never" />,
  spendSpikeFloor: (input) => <TextInput {...input} inputMode="decimal" placeholder="Never" />,
  suspendAfterDays: (input) => (
    <NumberInput {...input} allowDecimal={false} clampBehavior="none" placeholder="Never" min={0} />
  ),
  strongPasswords: (input) => (
    <MultiSelect {...input} data={holders} placeholder={input.value?.length ? "" : "Nobody: the manual's rule"} />
  ),
  secondFactorRequiredOf: (input) => (
    <MultiSelect {...input} data={holders} placeholder={input.value?.length ? "" : "Nobody"} />
  ),
  sipRealm: (input) => <TextInput {...input} spellCheck={false} className="mono-input" />,
};

const choicesOf = (name: SettingName): string[] => {
  const schema: object = Settings.shape[name];
  return "options" in schema && Array.isArray(schema.options) ? schema.options.map(String) : [];
};

/** One setting; what it is called and what it does, its schema says. */
export function SettingField({ name, handle }: { name: SettingName; handle: FormHandle<Record<string, unknown>> }) {
  const own = drawn[name];
  if (own) return own(handle.field(name));
  const usual = typeof defaultSettings[name];
  if (usual === "boolean") return <Switch {...handle.tick(name)} />;
  if (usual === "number") return <NumberInput {...handle.field(name)} allowDecimal={false} clampBehavior="none" />;
  const choices = choicesOf(name);
  return choices.length > 0 ? (
    <NativeSelect {...handle.field(name)} data={choices} />
  ) : (
    <TextInput {...handle.field(name)} />
  );
}
