import { describe, expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

describe("a replay", () => {
  it.each([1280, 390] as const)("is chosen at a source, tried and closed again, at %i px", async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/intake/${known.source}`);
    await button(page, "Replay").click();
    const dialog = page.getByRole("dialog", { name: /^Replay / });
    await dialog.getByLabel("What to read again").waitFor();
    const faults = await faultsOf(page, "replay-choose");
    await button(dialog, "See what would change").click();
    await dialog.getByText(/read again; nothing is changed yet/).waitFor();
    await dialog.getByRole("row", { name: /Read as before/ }).waitFor();
    await dialog.getByText("Nothing would change.").waitFor();
    expect(await button(dialog, "Replay 0 records").isDisabled()).toBe(true);
    faults.push(...(await faultsOf(page, "replay-tried")));
    await button(dialog, "Choose something else").click();
    await dialog.getByLabel("Day on which it came (UTC)").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
