import { describe, expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** The verdict without its last line: an address that names no instant asks at the present one. */
const said = (text: string | null): string => (text ?? "").replace(/At\d{4}-\d\d-\d\d .*$/s, "");

describe("trying a call", () => {
  it.each([1280, 390] as const)(
    "shows the verdict, the gateways and every step, again under the same address, and by rules that are not saved, at %i px",
    { timeout: 180_000 },
    async (width) => {
      const { browser, origin, known } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password, `/customers/${known.account}/try-call`);
      await page.getByLabel("Number dialled").fill("442079460018");
      await page.getByLabel("Caller's number").fill("2125550142");
      await page.getByLabel("Seconds to price").fill("90");
      await page.getByRole("button", { name: "Try", exact: true }).click();
      await page.getByRole("heading", { name: "Steps" }).waitFor();
      const faults = await faultsOf(page, "try-call-tried");
      const verdict = await page.getByLabel("Verdict").textContent();

      await page.getByRole("button", { name: "Copy link" }).waitFor();
      await page.getByText("View as API").first().waitFor();
      await page.goto(page.url());
      await page.getByRole("heading", { name: "Steps" }).waitFor();
      expect(said(await page.getByLabel("Verdict").textContent())).toBe(said(verdict));

      await page.getByText("Try other rules before saving them").click();
      await page.getByLabel("Destination rules").fill("4420%\n%=>%");
      await page.getByRole("button", { name: "Try", exact: true }).click();
      await page.getByText("NUMBER_BLOCKED").first().waitFor();
      faults.push(...(await faultsOf(page, "try-call-unsaved")));
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});

describe("what is up and what is wrong", () => {
  it.each([1280, 390] as const)(
    "is listed, a call is stopped with a reason, and alerts lead to what they are about, at %i px",
    { timeout: 240_000 },
    async (width) => {
      const { browser, origin, known } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password, "/live");
      const stops = page.getByRole("button", { name: /^Stop the call of / });
      await stops.first().waitFor();
      const faults = await faultsOf(page, "live-calls");
      const before = await stops.count();
      await stops.first().click();
      await page.getByRole("dialog").getByLabel("Why").fill("Looks stolen");
      faults.push(...(await faultsOf(page, "live-call-stop")));
      await page.getByRole("button", { name: "Stop call", exact: true }).click();
      await page.getByText("The call gets no more time.").waitFor();
      await page.getByText("Stopping", { exact: true }).first().waitFor();
      await expect.poll(() => stops.count(), { timeout: 30_000 }).toBe(before - 1);
      await page.getByLabel("Called number begins with").fill("99999");
      await page.getByText("No call matches").waitFor();

      await page.goto(`${origin}/customers/${known.account}/live-calls`);
      await page.getByRole("table", { name: "Live calls" }).locator("tbody tr td").first().waitFor();
      faults.push(...(await faultsOf(page, "customer-live-calls")));

      await page.goto(`${origin}/alerts`);
      await page.getByRole("link", { name: /open alerts?$/ }).waitFor();
      await page.getByRole("table", { name: "Alerts" }).getByRole("link").first().waitFor();
      faults.push(...(await faultsOf(page, "alerts")));
      await page.getByRole("button", { name: "My e-mails" }).click();
      await page.getByRole("checkbox", { name: "Source silent" }).check();
      faults.push(...(await faultsOf(page, "alert-mails")));
      await page.getByRole("button", { name: "Keep", exact: true }).click();
      await page.getByText("Kept.", { exact: true }).waitFor();

      await page.goto(`${origin}/webhooks`);
      await page.getByRole("link", { name: /tickets\.example\.com/ }).waitFor();
      faults.push(...(await faultsOf(page, "webhooks")));
      await page.getByRole("button", { name: "Add webhook" }).click();
      await page.getByRole("dialog").getByLabel("Address").waitFor();
      faults.push(...(await faultsOf(page, "webhook-add")));
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
      await page.getByRole("link", { name: /tickets\.example\.com/ }).click();
      await page.getByRole("table", { name: "Deliveries" }).getByRole("button").first().waitFor();
      faults.push(...(await faultsOf(page, "webhook")));
      await page.goto(origin);
      await page.getByRole("heading", { name: "Alerts" }).waitFor();
      const today = page.getByRole("region", { name: "Today" });
      await today.getByText("As a table").waitFor();
      await page.getByRole("heading", { name: "Last files" }).waitFor();
      faults.push(...(await faultsOf(page, "home")));
      await today.getByText("What the figures are").click();
      await today.getByText("As a table").click();
      await today.getByRole("row", { name: /^00:00 / }).waitFor();
      faults.push(...(await faultsOf(page, "home-opened")));
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});
