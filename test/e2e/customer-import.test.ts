import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const example = (name: string) => join("examples/customer-sheets", name);

describe("a sheet of customers in the browser", () => {
  it.each([1280, 390] as const)(
    "is sent, looked at, tried again with what was declared, applied and done, at %i px",
    { timeout: 240_000 },
    async (width) => {
      const { browser, origin } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password);
      await page.goto(`${origin}/customers`);
      await page.getByRole("link", { name: "Import" }).click();
      await page.getByRole("heading", { name: "Import customers" }).waitFor();
      const faults = await faultsOf(page, "customer-import");

      await page.locator("input[type=file]").setInputFiles(example("02-subscribers.csv"));
      await page.getByRole("tab", { name: "Refused 4" }).waitFor();
      faults.push(...(await faultsOf(page, "customer-import-refused")));

      await page.getByRole("button", { name: "Columns and layout" }).click();
      await page.getByLabel("Decimal sign").selectOption("COMMA");
      await page.getByLabel("Words of Billing type").fill("0 = PREPAID, 1 = POSTPAID");
      await page.getByLabel("Words of Status").fill("0 = ACTIVE, 1 = SUSPENDED");
      for (const [field, text] of [
        ["Customer type", "LIVE"],
        ["Payment term from invoice date", "14"],
        ["VAT/Tax flag", "NONE"],
      ] as const) {
        await page
          .getByRole("combobox", { name: field, exact: true })
          .selectOption({ label: "The same in every row …" });
        await page.getByLabel(`${field} of every row`).fill(text);
      }
      faults.push(...(await faultsOf(page, "customer-import-layout")));
      await page.getByRole("button", { name: "Try the sheet again" }).click();
      // The demo has them since the first width.
      const isFirst = width === 1280;
      await page.getByRole("tab", { name: isFirst ? "Refused 1" : "Refused 4" }).waitFor();
      faults.push(...(await faultsOf(page, "customer-import-tried")));
      if (isFirst) {
        await page.getByRole("button", { name: "Apply …" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
        await page.getByRole("tab", { name: "Added 3" }).waitFor();
        faults.push(...(await faultsOf(page, "customer-import-added")));
        await page
          .getByRole("link", { name: /^C\d{8}$/ })
          .first()
          .click();
        await page.getByRole("heading", { name: /Kvarner/ }).waitFor();
      }
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});
