import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { button, field } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { tabTo } from "./keyboard.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** What the API answers at this path. */
const read = (page: Page, path: string) =>
  page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).json(), path);

/** Line, result and why of each pasted line. */
const fates = async (scope: Page | Locator) => {
  const rows = await scope.getByRole("table", { name: "Pasted codes" }).locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const [line, , result, why] = await row.getByRole("cell").allInnerTexts();
      return [line, result, why].map((text) => text?.trim());
    }),
  );
};

/** By keyboard alone. */
async function paste(page: Page, text: string): Promise<void> {
  await tabTo(page, "Paste many codes");
  await page.keyboard.press("Enter");
  await tabTo(page, "One per line: code, or source and code");
  await page.keyboard.insertText(text);
  await tabTo(page, "Check the lines");
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: "Pasted codes" }).waitFor();
}

describe("a pasted list of a switch's codes", () => {
  it.each([1280, 390] as const)("is told line by line before it is kept, at %i px", async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/details`);
    const { items } = await read(page, "/customers?limit=200");
    const other = (items as { account: string; company: string }[]).find(({ account }) => account !== known.account);
    const codes = [1, 2].map((n) => `pbx-${width}-${n}`);
    const lines = [codes[0], `asterisk PBX1, ${codes[0]}`, codes[1], codes[1], "two words", other?.account];
    await page.getByText("Paste many codes").scrollIntoViewIfNeeded();
    await paste(page, lines.join("\n"));
    const told = await fates(page);
    if (width === 1280)
      expect(told).toEqual([
        ["1", "Free", "Free."],
        ["2", "Free", "Free."],
        ["3", "Free", "Free."],
        ["4", "Duplicate", "The same as line 3."],
        ["5", "Bad", "A code is 1 to 64 printable characters without spaces."],
        ["6", "Taken", `Taken by ${other?.company} (${other?.account}).`],
      ]);
    await page.getByRole("table", { name: "Pasted codes" }).scrollIntoViewIfNeeded();
    const faults = await faultsOf(page, "codes-pasted");
    await tabTo(page, "Take 3 free codes");
    await page.keyboard.press("Enter");
    const before = (await read(page, `/customers/${known.account}`)).switchAccounts;
    expect(JSON.stringify(before)).not.toContain(codes[0]);
    await button(page, "Save changes").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    const { switchAccounts } = await read(page, `/customers/${known.account}`);
    const source = (await read(page, "/cdr-sources")).items.find(
      ({ name }: { name: string }) => name === "Asterisk pbx1",
    );
    expect(switchAccounts).toEqual([...before, codes[0], { source: source.id, code: codes[0] }, codes[1]]);

    // Another field's edit keeps the code that holds for one source.
    await page.goto(`${origin}/customers/${known.account}/details`);
    await field(page, "Address").fill(`${width} Example Street`);
    await button(page, "Save changes").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect((await read(page, `/customers/${known.account}`)).switchAccounts).toEqual(switchAccounts);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is taken by a device too, and not twice by the customer", async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/ip-devices`);
    await button(page, "Add IP device").first().click();
    const dialog = page.getByRole("dialog");
    await field(dialog, "IP address").fill("203.0.113.200");
    await paste(page, "gate-7\nasterisk pbx1;gate-7");
    expect((await fates(dialog)).map(([, result]) => result)).toEqual(["Free", "Free"]);
    const faults = await faultsOf(page, "device-codes-pasted");
    await button(dialog, "Take 2 free codes").click();
    await button(dialog, "Add IP device").click();
    await page.getByText("203.0.113.200 is added.").waitFor();
    await page.goto(`${origin}/customers/${known.account}/details`);
    await paste(page, "gate-7");
    expect(await fates(page)).toEqual([["1", "Taken", "Another device of this customer has it."]]);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
