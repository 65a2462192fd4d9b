import { expect, it } from "vitest";
import { demoTestNumber } from "../../bin/demo/set-up.ts";
import { signIn, visit } from "../support/visitor.ts";
import { field } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

it.each([1280, 390] as const)(
  "test numbers are pasted into the settings, stand there one a line, and a call to one is refused, at %i px",
  { timeout: 180_000 },
  async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/settings");
    const numbers = field(page, "Test numbers");
    expect((await numbers.inputValue()).split("\n")).toContain(demoTestNumber);
    await numbers.fill(`${demoTestNumber}, 44`);
    await page.getByRole("button", { name: "Save settings" }).click();
    await page.getByText("Must be 3 to 15 digits").waitFor();
    const faults = await faultsOf(page, "settings-test-numbers-wrong");
    await numbers.fill(`+${demoTestNumber}; 447700900998`);
    await page.getByLabel("Night hours of new customers").fill("22:00-06:00");
    await page.getByLabel("Maximum call session at night of new customers").fill("4");
    await page.getByRole("button", { name: "Save settings" }).click();
    await page.getByText("The settings are saved.").waitFor();
    await expect.poll(() => numbers.inputValue()).toBe(`${demoTestNumber}\n447700900998`);
    await numbers.scrollIntoViewIfNeeded();
    faults.push(...(await faultsOf(page, "settings-test-numbers")));

    await page.goto(`${origin}/customers/${known.account}/try-call`);
    await page.getByLabel("Number dialled").fill("447700900998");
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page.getByText("TEST_NUMBER").first().waitFor();
    faults.push(...(await faultsOf(page, "try-call-test-number")));

    await page.goto(`${origin}/settings`);
    await page.getByLabel("Night hours of new customers").fill("");
    await page.getByLabel("Maximum call session at night of new customers").fill("");
    await page.getByRole("button", { name: "Save settings" }).click();
    await page.getByText("The settings are saved.").waitFor();
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);
