import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const dialogOf = (page: Page) => page.getByRole("dialog");

it("a test mail is sent, shown in the outbox, and its wording is changed", { timeout: 240_000 }, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/mails");
  await page.getByRole("button", { name: "Send test mail" }).click();
  await dialogOf(page).getByLabel("To").fill("me@example.net");
  await dialogOf(page).getByRole("button", { name: "Send test mail" }).click();
  await page
    .getByRole("link", { name: /^Test mail of/ })
    .first()
    .click();
  await dialogOf(page).getByText("This is a test.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Wording" }).click();
  // The list of mails has a filter of the same name.
  await page.getByLabel("Subject").waitFor();
  await page.getByLabel("Kind").selectOption({ label: "Low balance" });
  await page.getByLabel("Subject").fill("Only {{available}} left of {{nothing}}");
  await page.getByText("Not known here: nothing.").waitFor();
  await page.getByLabel("Subject").fill("Only {{available}} {{currency}} left");
  await page.getByRole("heading", { name: "Only 4.20 EUR left" }).waitFor();
  await page.getByRole("button", { name: "Keep wording" }).click();
  await page.getByText("The wording is kept.").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each([1280, 390] as const)("mail is whole and clean at %i px", { timeout: 240_000 }, async (width) => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, width);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/mails");
  const faults: string[] = [];
  const look = async (name: string) => faults.push(...(await faultsOf(page, name)));
  await page.getByRole("table", { name: "Mails" }).waitFor();
  await look("mails");
  await page.getByRole("table", { name: "Mails" }).getByRole("link").first().click();
  await dialogOf(page).getByText("What happened").waitFor();
  await look("mail");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Wording" }).click();
  await page.getByLabel("Subject").waitFor();
  await look("mail-wording");
  expect([...faults, ...complaints]).toEqual([]);
  await page.context().close();
});

it("a customer is spared a kind of mail, and its tax changes on a day", { timeout: 240_000 }, async () => {
  const { browser, origin, known } = demo();
  for (const width of [1280, 390] as const) {
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}`);
    const mail = page.getByRole("region", { name: "Mail" });
    const tax = page.getByRole("region", { name: "Tax from a day on" });
    await mail.getByRole("table", { name: "Latest mails" }).or(mail.getByText("Nothing was written")).waitFor();
    if (width === 1280) {
      await mail.getByRole("switch", { name: "Payment reminder" }).click();
      await mail.getByRole("switch", { name: "Payment reminder", checked: false, disabled: false }).waitFor();
      await page.reload();
      await mail.getByRole("switch", { name: "Payment reminder", checked: false }).waitFor();
      await tax.getByRole("button", { name: "Let a tax begin on a day" }).click();
      await tax.getByLabel("From").fill("2020-01-01");
      await tax.getByLabel("Rates").fill("VAT 20, Other 5");
      await tax.getByRole("button", { name: "Keep tax" }).click();
      await tax.getByText("VAT has exactly one rate.").waitFor();
      await tax.getByLabel("VAT/Tax flag").selectOption("NONE");
      await tax.getByLabel("From").fill("2099-01-01");
      await tax.getByRole("button", { name: "Keep tax" }).click();
    }
    await tax.getByText("From 2099-01-01: no tax").waitFor();
    expect([...(await faultsOf(page, "customer-terms")), ...complaints]).toEqual([]);
    await page.context().close();
  }
});

it("money is booked, taken back and checked by the pages", { timeout: 240_000 }, async () => {
  const { browser, origin, known } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/customers/${known.account}/payments`);
  await page.getByRole("button", { name: "Book money" }).click();
  await dialogOf(page).getByRole("button", { name: "Book", exact: true }).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
  await dialogOf(page).getByLabel("Amount").fill("12.345");
  await dialogOf(page).getByLabel("Reference").fill("Bank 99");
  await dialogOf(page).getByRole("button", { name: "Book", exact: true }).click();
  await dialogOf(page).getByText("Must have at most 2 decimals").waitFor();
  await dialogOf(page).getByLabel("Amount").fill("12.34");
  await dialogOf(page).getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("is booked.").waitFor();
  await page.getByRole("button", { name: "Take back Bank 99" }).click();
  await dialogOf(page).getByLabel("Reason").fill("Typed twice");
  await dialogOf(page).getByRole("button", { name: "Take back" }).click();
  await page.getByText("It is taken back.").waitFor();
  await page.getByText("Taken back", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Pay by card" }).click();
  await dialogOf(page).getByText("Card payments are not set up.").waitFor();
  await page.keyboard.press("Escape");
  await page.goto(`${origin}/ledger-checks`);
  await page.getByText("All is well").first().waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("calls are rated again from their history on: tried, approved, and their why says both charges", {
  timeout: 240_000,
}, async () => {
  const { browser, origin, known } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/tariffs/${known.tariff}`);
  await page.getByRole("link", { name: "Re-rate calls" }).waitFor();
  await page.goto(`${origin}/customers/${known.account}/calls?direction=OUT`);
  await page.getByRole("table", { name: "Calls" }).getByRole("row").nth(1).waitFor();
  await page.getByRole("link", { name: "Re-rate" }).click();
  const form = page.getByRole("form", { name: "Re-rate calls" });
  await form.getByLabel("Customer").waitFor();
  expect(await form.getByLabel("Customer").inputValue()).toBe(known.account);
  await form.getByRole("button", { name: "See what would change" }).click();
  await form.getByText("Must say why, in 3 characters or more.").waitFor();
  expect(await faultsOf(page, "rerate-form")).toEqual([]);
  await page.keyboard.press("Escape");
  // A price that no call has had yet, so that there is something to correct however often this runs.
  const api = await signInAt(origin, { username: "admin", password });
  const path = `/customers/${known.account}/calls?disposition=ANSWERED&direction=OUT&limit=200`;
  const { items } = await api.get<ListPage<{ prefix: string; destination: string; charge: string }>>(path);
  const { prefix, destination } = items.find(({ charge }) => Number(charge) > 0) ?? { prefix: "", destination: "" };
  const effectiveFrom = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const pricePerMinute = `0.${String(Date.now() % 1e6).padStart(6, "0")}1`;
  const rate = { prefix, destination, pricePerMinute, effectiveFrom, confirmPastChange: true };
  await api.post(`/tariffs/${known.tariff}/rates`, { ...rate, noticeOverride: "It was promised" });
  await page.goto(`${origin}/rerates?make=1&account=${known.account}&prefix=${prefix}`);
  await form.getByLabel("Reason").fill("Promised a better price");
  await form.getByRole("button", { name: "See what would change" }).click();
  await page.getByRole("table", { name: "Accounts" }).getByRole("row").nth(1).waitFor();
  await page.getByRole("button", { name: "Approve" }).click();
  await dialogOf(page).getByText("Each account gets the difference").waitFor();
  expect(await faultsOf(page, "rerate-approval")).toEqual([]);
  await dialogOf(page).getByRole("button", { name: "Correct calls" }).click();
  await page.getByText("It is agreed to.").waitFor();
  await page.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole("table", { name: "Some of the calls" }).getByRole("link").first().click();
  await page.getByText("First charged").first().waitFor();
  expect(await faultsOf(page, "rerated-call")).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each([1280, 390] as const)(
  "payments and checks are whole and clean at %i px",
  { timeout: 240_000 },
  async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/payments");
    const faults: string[] = [];
    const look = async (name: string) => faults.push(...(await faultsOf(page, name)));
    await page.getByRole("button", { name: "Set up card payments" }).waitFor();
    await page.getByRole("table", { name: "Waiting payments" }).getByText("Meridian Carrier").waitFor();
    await look("payments");
    await page.getByRole("button", { name: "Decide Prepayment 0501" }).click();
    await dialogOf(page).getByText("It is above the amount").waitFor();
    await look("payment-decision");
    await page.keyboard.press("Escape");
    await dialogOf(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Set up card payments" }).click();
    await dialogOf(page).getByLabel("Secret key").first().waitFor();
    await look("card-gateway");
    await page.goto(`${origin}/customers/${known.account}/payments`);
    await page.getByRole("button", { name: "Book money" }).waitFor();
    await look("customer-payments");
    await page.getByRole("button", { name: "Book money" }).click();
    await dialogOf(page).getByLabel("Amount").waitFor();
    await look("payment-form");
    await page.goto(`${origin}/ledger-checks`);
    await page.getByText("All is well").first().waitFor();
    await look("ledger-checks");
    await page.goto(`${origin}/rerates`);
    const jobs = page.getByRole("table", { name: "Re-ratings" });
    await jobs.getByText("Waits for approval").waitFor();
    await look("rerates");
    const done = jobs.getByRole("row").filter({ hasText: "Done" }).filter({ hasText: "Berlin" });
    await done.getByRole("link").first().click();
    await page.getByRole("table", { name: "Accounts" }).getByText("Rheinkom").waitFor();
    await page.getByRole("table", { name: "Some of the calls" }).waitFor();
    await look("rerate");
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);

it("payments are found by kind and by what their reference says, and by a link to it", {
  timeout: 240_000,
}, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/payments");
  const rows = page.getByRole("table", { name: "Payments", exact: true }).locator("tbody tr:not(.placeholder)");
  await rows.filter({ hasText: "Credit added" }).first().waitFor();
  await page.getByLabel("Kind").selectOption({ label: "Credit added" });
  await rows
    .filter({ hasText: /^(?!.*Credit added)/s })
    .first()
    .waitFor({ state: "detached" });
  expect(await rows.count()).toBeGreaterThan(0);
  await page.getByLabel("Reference, note or method").fill("nothing says this");
  await page.getByText("No payment fits these filters.").waitFor();
  expect(new URL(page.url()).search).toBe("?kind=CREDIT_ADD&text=nothing+says+this");
  await page.reload();
  await page.getByText("No payment fits these filters.").waitFor();
  expect([...(await faultsOf(page, "payments-none")), ...complaints]).toEqual([]);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await rows
    .filter({ hasText: /^(?!.*Credit added)/s })
    .first()
    .waitFor();
  await page.context().close();
});
