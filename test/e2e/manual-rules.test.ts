import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { goodPassword } from "../support/api.ts";
import { type CustomerCase, customerCases, withField } from "../support/customer-cases.ts";
import { customerBody } from "../support/customers.ts";
import { settled, signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { emptyStackOfThisFile, password } from "./demo-stack.ts";
import { controls, fieldCalled } from "./field-controls.ts";
import { harmIn, hostileTexts, missingIn, watchRuns } from "./hostile-text.ts";
import { faultsOf } from "./look.ts";

const stack = emptyStackOfThisFile();

interface Form {
  form: Locator;
  page: Page;
  base: Record<string, unknown>;
}

const controlOf = ({ form }: Form, field: string): Locator => fieldCalled(form, controls[field]?.[0] ?? field);
const faultOf = (form: Form, field: string) => controlOf(form, field).locator(".mantine-InputWrapper-error");

/** The rows of taxes are added by a button, as long as there is one. */
async function putTaxes({ form }: Form, taxes: unknown[]): Promise<boolean> {
  const rows = form.getByRole("textbox", { name: "Percent", exact: true });
  while ((await rows.count()) < taxes.length) {
    if ((await button(form, "Add tax").count()) === 0) return false;
    await button(form, "Add tax").click();
  }
  if ((await rows.count()) > taxes.length) return false;
  for (const [at, tax] of (taxes as { name: string; percent: string }[]).entries()) {
    await form.getByRole("textbox", { name: "Tax name", exact: true }).nth(at).fill(tax.name);
    await rows.nth(at).fill(tax.percent);
  }
  return true;
}

/** @returns false where the form offers no way to say it: another type, a choice that is not there, a control that is off */
async function put(form: Form, field: string, value: unknown): Promise<boolean> {
  if (field === "taxes") return putTaxes(form, value as unknown[]);
  return (await controls[field]?.[1](controlOf(form, field), value)) ?? false;
}

/** Numbers are typed as digits and money as text: what differs in the type alone cannot be typed. */
const isTyped = ({ good, bad }: CustomerCase): boolean =>
  good === undefined || good === null || bad === null || typeof good === typeof bad || typeof good === "boolean";

/** What the API says of this field when it is asked for the same. */
const refusal = (page: Page, body: object, field: string): Promise<string[]> =>
  page.evaluate(
    async ([sent, name]) => {
      const asked = { method: "POST", headers: { "content-type": "application/json" }, body: sent };
      const { error } = await (await fetch("/api/v1/customers", asked)).json();
      return (error?.fields ?? [])
        .filter((one: { path: string }) => one.path === name || one.path.startsWith(`${name}.`))
        .map((one: { message: string }) => one.message);
    },
    [JSON.stringify(body), field] as const,
  );

const bodyFor = ({ base }: Form, one: CustomerCase, value: unknown): object => {
  const under = Object.entries(one.with ?? {}).reduce((body, [field, set]) => withField(body, field, set), base);
  return withField(under, one.field, value);
};

async function fillBase(form: Form): Promise<void> {
  for (const [field, value] of Object.entries(form.base))
    if (!(await put(form, field, field === "tariffId" ? "Rules EUR" : value)))
      throw new Error(`cannot fill in ${field}`);
}

/** Fields back to what they were, so that the next case stands alone. Fields of others that hang on them go first. */
async function putBack(form: Form, one: CustomerCase, before: Record<string, unknown>): Promise<void> {
  const touched = [one.field, ...Object.keys(one.with ?? {})];
  for (const field of touched)
    if (field in before) await put(form, field, field === "tariffId" ? "Rules EUR" : before[field]);
}

/** What went wrong with a case; empty is well. */
async function tried(form: Form, one: CustomerCase, outset: Record<string, unknown>): Promise<string[]> {
  const { field, good, bad, because } = one;
  const told = (what: string) => [`${field} ${JSON.stringify(bad)} (${because}): ${what}`];
  for (const [name, value] of Object.entries(one.with ?? {}))
    if (!(await put(form, name, value))) return told(`${name} cannot be set`);
  const faults: string[] = [];
  if (isTyped(one) && (await put(form, field, bad))) {
    await button(form.form, "Add customer").click();
    const shown = faultOf(form, field).first();
    const isShown = await shown.waitFor({ timeout: 30_000 }).then(
      () => true,
      () => false,
    );
    if (!(await form.form.isVisible())) throw new Error(told("is taken")[0]);
    const said = isShown ? await shown.textContent() : "";
    const expected = await refusal(form.page, bodyFor(form, one, bad), field);
    if (!expected.includes(said ?? "")) faults.push(...told(`the page says "${said}", the API ${expected}`));
  }
  if (good !== undefined) {
    if (!(await put(form, field, good))) faults.push(...told(`${JSON.stringify(good)} cannot be given`));
    await form.page.keyboard.press("Tab");
    await form.page.locator("h1").click();
    if ((await faultOf(form, field).count()) > 0)
      faults.push(...told(`${JSON.stringify(good)} is refused: ${await faultOf(form, field).first().textContent()}`));
  }
  await putBack(form, one, outset);
  return faults;
}

it("every rule of the manual refuses the same values in the page as in the API, in the same words, and takes the good ones", {
  timeout: 600_000,
}, async () => {
  const { browser, origin } = stack();
  const api = await signInAt(origin, { username: "admin", password });
  const { id } = await api.post<{ id: string }>("/tariffs", { name: "Rules EUR", currency: "EUR" });
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/customers/new");
  const base = { ...customerBody(id), password: goodPassword };
  const form = { form: page.getByRole("form", { name: "Add customer" }), page, base };
  await form.form.waitFor();
  await settled(page);
  await fillBase(form);
  const faults: string[] = [];
  for (const one of customerCases) faults.push(...(await tried(form, one, { ...outset, ...base })));
  faults.push(...(await faultsOf(page, "customer-add-filled")));
  await button(form.form, "Add customer").click();
  await page.getByRole("heading", { level: 1, name: base.company }).waitFor();
  expect([...faults, ...complaints]).toEqual([]);
  await page.context().close();
});

/** What the form begins with where the body says nothing. */
const outset = {
  codecs: ["G729", "PCMU", "PCMA", "G722"],
  ...{ creditLimit: "0", billingDecimals: 4, maxCallMinutes: 120, billingCycle: "MONTHLY", billingDay: 1 },
  ...{ expectedCallSeconds: 180, lossTolerancePercent: "0" },
  ...{ codecChecking: false, callWithMedia: false, transcoding: false, blockLossRoutes: false },
  ...{ cliByDestination: false, email: "", address: "", state: "", pin: "", country: null, timeZone: "Europe/London" },
  ...{ status: "ACTIVE", selfEdit: [], switchAccounts: [], "emails.billing": "", locale: "en", invoiceByEmail: false },
  ...{ lowBalanceThreshold: "", creditAlertPercents: [], dailySpendCap: "", maxPricePerMinute: "", tags: [] },
  ...{ prefixCallLimits: [], nightMaxCallSessions: "", nightMaxPricePerMinute: "", nightHours: "" },
};

/** Texts where a switch, a caller, somebody who cannot sign in or a colleague can write them. */
async function hostileWorld(origin: string): Promise<void> {
  const api = await signInAt(origin, { username: "admin", password });
  for (const name of hostileTexts) await api.post("/tariffs", { name, currency: "EUR" });
  const layout = { format: "kamailio-json", customerBy: "account" };
  const source = await api.post<{ id: string }>("/cdr-sources", { name: hostileTexts[9], switch: "evil1", ...layout });
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name: "Switch", scopes: ["switch"] });
  const setup = Math.floor(Date.now() / 1000) - 600;
  const times = { setup_time: `${setup}.000`, start_time: `${setup}.000`, end_time: `${setup + 6}.000` };
  const lines = hostileTexts.map((text, n) => {
    const from = { call_id: `${n} ${text}`, from_tag: text, account: text, cli_in: text, cld_in: text };
    return JSON.stringify({ ...from, ...times, duration: "6.000", sip_code: "200" });
  });
  const sent = await fetch(`${origin}/switch/v1/cdrs?source=${source.id}`, {
    ...{ method: "POST", body: lines.join("\n") },
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(sent.status).toBe(202);
  // Those who cannot sign in choose their name and what their browser calls itself.
  for (const text of hostileTexts.slice(9, 13))
    await fetch(`${origin}/api/v1/session`, {
      ...{ method: "POST", body: JSON.stringify({ username: text, password: "Wr0ng-password!" }) },
      headers: { origin, "content-type": "application/json", "user-agent": text },
    });
  await expect
    .poll(async () => (await api.get<{ items: object[] }>("/suspense?limit=200")).items.length, { timeout: 60_000 })
    .toBe(hostileTexts.length);
}

it("shows hostile text as it was sent, in every list that it reaches, and runs none of it", async () => {
  const { browser, origin } = stack();
  expect(hostileTexts).toHaveLength(60);
  await hostileWorld(origin);
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await watchRuns(page);
  await signIn(visitor, password, "/tariffs");
  const harm: string[] = [];
  const [one = ""] = hostileTexts.slice(9);
  for (const [path, shows] of [
    ["/tariffs", hostileTexts],
    ["/intake", [one]],
    ["/audit", []],
    ["/suspense", [one]],
  ] as const) {
    await page.goto(`${origin}${path}`);
    await page.locator("main#main h1").waitFor();
    await settled(page);
    await expect.poll(() => missingIn(page, shows), { timeout: 60_000 }).toEqual([]);
    harm.push(...(await harmIn(page)));
  }
  expect([...harm, ...complaints]).toEqual([]);
  await page.context().close();
}, 300_000);
