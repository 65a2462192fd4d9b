import type { Locator, Page } from "playwright-core";

/** Puts a value of the API into the control of its field, as a person would. */

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}( \\*)?$`);

/** The field with its label, hint and error; the name of a switch goes on with its hint. */
export function fieldCalled(form: Locator, label: string): Locator {
  const page = form.page();
  const named = page.locator("label, .mantine-InputWrapper-label", { hasText: exactly(label) });
  const flip = page.getByRole("switch", { name: new RegExp(`^${label}`) });
  const fields = form.locator(".mantine-InputWrapper-root").filter({ has: named });
  return fields.or(form.locator(".mantine-Switch-root").filter({ has: flip })).last();
}

/** False where the control offers no way to say it. */
type Put = (control: Locator, value: unknown) => Promise<boolean>;

const typed: Put = async (control, value) => {
  const input = control.locator("input:not([type=hidden]), textarea:not([aria-hidden])").first();
  if (await input.isDisabled()) return false;
  const text = value === null ? "" : String(value);
  await input.fill(text);
  // A field for whole numbers takes neither a sign nor a point.
  return (await input.inputValue()) === text;
};

const picked: Put = async (control, value) => {
  const select = control.locator("select");
  const offered = await select
    .locator("option")
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  if (!offered.includes(String(value))) return false;
  await select.selectOption(String(value));
  return true;
};

/** A list that is searched by typing; `shown` is how it calls the value. */
const searched =
  (shown: (value: string) => string): Put =>
  async (control, value) => {
    const input = control.locator("input:not([type=hidden])").first();
    if (value === null) {
      const clear = control.locator("button");
      if ((await clear.count()) > 0) await clear.first().click();
      return true;
    }
    await input.fill(shown(String(value)));
    const page: Page = control.page();
    const option = page.getByRole("option", { name: new RegExp(`^${shown(String(value))}( [–(].*)?$`) });
    const none = page.getByText(/^No such /).filter({ visible: true });
    await page.getByRole("option").filter({ visible: true }).or(none).first().waitFor();
    const isThere = (await option.count()) > 0;
    if (isThere) await option.first().click();
    else {
      await page.keyboard.press("Escape");
      await input.fill("");
    }
    return isThere;
  };

/** The states of a country are a list where they are known, else typed. */
const typedOrSearched: Put = async (control, value) =>
  (await control.locator("[aria-haspopup=listbox]").count()) > 0
    ? searched((code) => code)(control, value || null)
    : typed(control, value);

const turned: Put = async (control, value) => {
  const flip = control.getByRole("switch");
  if (![true, false, 0, 1].includes(value as number)) return false;
  if (await flip.isDisabled()) return (await flip.isChecked()) === Boolean(value);
  await flip.setChecked(Boolean(value));
  return true;
};

const entered: Put = async (control, value) => {
  const input = control.locator("input:not([type=hidden])").first();
  const remove = control.locator(".mantine-Pill-remove");
  while ((await remove.count()) > 0) await remove.first().click();
  for (const each of value as unknown[]) {
    await input.fill(String(each));
    await input.press("Enter");
  }
  return true;
};

const ticked: Put = async (control, value) => {
  const wanted = value as string[];
  for (const one of wanted) if ((await control.locator(`input[value="${one}"]`).count()) === 0) return false;
  for (const box of await control.locator("input[type=checkbox]").all())
    await box.setChecked(wanted.includes((await box.getAttribute("value")) ?? ""));
  return true;
};

/** One of the words that lie side by side. */
const pressed: Put = async (control, value) => {
  const word = control.getByText(String(value), { exact: true });
  if ((await word.count()) === 0) return false;
  await word.click();
  return true;
};

const ordered: Put = async (control, value) => {
  for (const remove of (await control.getByRole("button", { name: /^Remove / }).all()).reverse()) await remove.click();
  for (const codec of value as string[]) {
    const add = control.getByRole("button", { name: `Add ${codec}`, exact: true });
    if ((await add.count()) === 0) return false;
    await add.click();
  }
  return true;
};

const countryName = new Intl.DisplayNames("en", { type: "region" });

/** Label and control of every field that is not plain typing. */
export const controls: Record<string, [label: string, put: Put]> = {
  customerType: ["Customer type", pressed],
  status: ["Status", picked],
  username: ["Web access user name", typed],
  password: ["Web access password", typed],
  currency: ["Currency", searched((code) => code)],
  tariffId: ["Customer tariff", searched((name) => name)],
  billingType: ["Billing type", picked],
  paymentTermDays: ["Payment term from invoice date", typed],
  maxCreditLimit: ["Max credit limit", typed],
  creditLimit: ["Credit limit", typed],
  billingDecimals: ["Billing in decimal", typed],
  taxFlag: ["VAT/Tax flag", picked],
  taxMode: ["Tax mode", picked],
  "taxes.0.percent": ["Percent", typed],
  taxNumber: ["VAT or certificate number", typed],
  billingCycle: ["Billing cycle", picked],
  billingDay: ["Billing day", typed],
  maxCallSessions: ["Maximum call session", typed],
  callSessionsPerSecond: ["Call sessions per second", typed],
  expectedCallSeconds: ["Expected call duration", typed],
  lossTolerancePercent: ["Loss allowed in percent", typed],
  maxCallMinutes: ["Maximum call duration", typed],
  codecChecking: ["Codec checking", turned],
  codecs: ["Codec list", ordered],
  callWithMedia: ["Call with media", turned],
  transcoding: ["Codec transcoding", turned],
  blockLossRoutes: ["Don't allow call with loss route", turned],
  cliByDestination: ["Change CLI base on DST prefix", turned],
  name: ["Name", typed],
  company: ["Company", typed],
  email: ["Email address", typed],
  address: ["Address", typed],
  phone: ["Phone number", typed],
  country: ["Country", searched((code) => countryName.of(code) ?? code)],
  state: ["State or province", typedOrSearched],
  pin: ["PIN", typed],
  timeZone: ["Time zone", searched((zone) => zone)],
  switchAccounts: ["Codes that switches send", entered],
  selfEdit: ["Tabs the customer may edit", ticked],
  dailySpendCap: ["Daily spend cap", typed],
  maxPricePerMinute: ["Max price per minute", typed],
  prefixCallLimits: ["Calls at once to a prefix", entered],
  nightHours: ["Night hours", typed],
  nightMaxCallSessions: ["Maximum call session at night", typed],
  nightMaxPricePerMinute: ["Max price per minute at night", typed],
  lowBalanceThreshold: ["Low balance threshold", typed],
  creditAlertPercents: ["Credit alerts at percent", entered],
  tags: ["Tags", entered],
  locale: ["Language", typed],
  "emails.billing": ["E-mail for invoices", typed],
  invoiceByEmail: ["Send invoices by e-mail", turned],
};
