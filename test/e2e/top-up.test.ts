import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import type { Width } from "../support/browser.ts";
import { cardKeys, cardPage } from "../support/card-page.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const gateway = await cardPage();
afterAll(gateway.close);
const demo = demoOfThisFile({ STRIPE_API_URL: gateway.url });

/** The page on which a card is typed is not ours; all else is. */
const ours = ({ complaints }: Visitor) => complaints.filter((one) => !one.includes(gateway.url));

/** The figure beside the word Balance, with its currency. */
const balanceOf = async (page: Page): Promise<string> => {
  await page.goto(`${demo().origin}/portal`);
  const figure = page.getByRole("region", { name: "Your balance" }).locator(".portal-balance strong");
  await figure.getByText(/\d/).waitFor();
  return (await figure.textContent()) ?? "";
};

async function atThePortal(width: Width) {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, width);
  await signIn(visitor, demoPassword, "/portal", "madridcalls");
  return visitor;
}

const cents = (text: string): number => Math.round(Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) * 100);

async function toTheCardPage(page: Page, amount: string): Promise<void> {
  await page.getByRole("button", { name: "Pay by card" }).click();
  const drawer = page.getByRole("dialog", { name: "Pay by card" });
  await drawer.getByText("Only test cards are taken").waitFor();
  await drawer.getByLabel("Amount").fill(amount);
  await drawer.getByRole("button", { name: "Go to payment" }).click();
  await page.getByRole("heading", { name: `${amount} EUR` }).waitFor();
}

it("staff sets up card payments with the gateway's keys", async () => {
  const { browser, origin } = demo();
  const office = await visit(browser, origin, 1280);
  const { page } = office;
  await signIn(office, password, "/payments");
  await page.getByRole("button", { name: "Set up card payments" }).click();
  const drawer = page.getByRole("dialog", { name: "Card payments" });
  await drawer.getByLabel("Secret key").fill(cardKeys.secretKey);
  await drawer.getByLabel("Signing secret of the webhook").fill(cardKeys.webhookSecret);
  await drawer.getByRole("button", { name: "Keep keys" }).click();
  await page.getByText("Cards can pay, by Stripe's key that ends in 1234 (test cards only).").waitFor();
  expect(office.complaints).toEqual([]);
  await page.context().close();
});

it("a customer tops up by card, comes back, sees it on its way, and then the money, the payment and the statement's line", async () => {
  const visitor = await atThePortal(1280);
  const { page, origin } = visitor;
  const before = await balanceOf(page);
  await toTheCardPage(page, "20.50");
  await page.getByRole("button", { name: "Pay" }).click();
  await page.waitForURL(/\/portal\/payments\?topUp=/);
  const note = page.getByRole("status");
  await note.getByText("is on its way").waitFor();
  const paid = gateway.latest();
  await page.getByRole("table", { name: "Payments" }).waitFor();
  expect(await faultsOf(page, "portal-top-up-open")).toEqual([]);
  const row = page.getByRole("table", { name: "Payments" }).getByRole("row").filter({ hasText: paid });
  expect(await row.count()).toBe(0);

  // The gateway tells of it twice, as it may: the page stands, nobody loads it anew, and the money is there once.
  expect(await gateway.tell(origin, "checkout.session.completed")).toBe(200);
  expect(await gateway.tell(origin, "checkout.session.completed")).toBe(200);
  await note.getByText("20.50 EUR was paid by card and is booked.").waitFor();
  await row.waitFor();
  await row.getByText("Card", { exact: true }).waitFor();
  await row.getByText("20.50").waitFor();
  expect(await row.count()).toBe(1);
  expect(await faultsOf(page, "portal-top-up-paid")).toEqual([]);
  expect(cents(await balanceOf(page)) - cents(before)).toBe(2050);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Statement", exact: true }).click();
  await page.getByText("Closing balance").waitFor();
  await page.getByRole("row").filter({ hasText: paid }).getByText("20.50").waitFor();
  expect(await faultsOf(page, "portal-top-up-statement")).toEqual([]);
  expect(ours(visitor)).toEqual([]);
  await page.context().close();
});

it("a card payment that is left, or that does not go through, books nothing and says so", async () => {
  const visitor = await atThePortal(390);
  const { page, origin } = visitor;
  const before = await balanceOf(page);
  await toTheCardPage(page, "7.00");
  await page.getByRole("link", { name: "Back" }).click();
  await page.waitForURL(/\/portal\/payments$/);
  await page.getByRole("table", { name: "Payments" }).waitFor();
  expect(await page.getByRole("row").filter({ hasText: gateway.latest() }).count()).toBe(0);

  await page.goto(`${origin}/portal`);
  await toTheCardPage(page, "8.00");
  await page.getByRole("button", { name: "Pay" }).click();
  const note = page.getByRole("status");
  await note.getByText("is on its way").waitFor();
  expect(await gateway.tell(origin, "checkout.session.async_payment_failed")).toBe(200);
  await note.getByText("did not go through. Nothing was paid.").waitFor();
  expect(await faultsOf(page, "portal-top-up-failed")).toEqual([]);
  expect(await balanceOf(page)).toBe(before);
  expect(ours(visitor)).toEqual([]);
  await page.context().close();
});
