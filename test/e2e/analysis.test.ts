import { expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

it.each([1280, 390] as const)(
  "calls are told apart by cause and hour, and a click on a cause filters by it, at %i px",
  async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/analysis`);
    const table = page.getByRole("table", { name: "Traffic", exact: true });
    await table.getByRole("row").nth(2).waitFor();
    await page.getByLabel("By", { exact: true }).selectOption("cause");
    const busy = table.getByRole("button", { name: "The called party is busy." });
    await busy.waitFor();
    const faults = await faultsOf(page, "analysis-causes");
    await busy.click();
    await page.getByRole("button", { name: "Release cause" }).waitFor();
    await expect.poll(() => page.url()).toContain("cause=");
    await page.getByLabel("By", { exact: true }).selectOption("weekdayHour");
    const map = page.getByRole("table", { name: "Attempts by weekday and hour" });
    await map.waitFor();
    faults.push(...(await faultsOf(page, "analysis-hours")));
    await page.getByRole("button", { name: "Release cause" }).click();
    await expect.poll(() => page.url()).not.toContain("cause=");
    // A reader of the address comes to the same page.
    await page.reload();
    await map.waitFor();
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);
