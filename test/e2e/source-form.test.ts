import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sample } from "../intake/samples.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { button, choose, field } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { focusIsOn, tabTo } from "./keyboard.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const widths = [1280, 390] as const;

async function visitor(width: 1280 | 390): Promise<Visitor> {
  const { browser, origin } = demo();
  const someone = await visit(browser, origin, width);
  await signIn(someone, password, "/intake");
  return someone;
}

async function openForm(page: Page, name: string, switchName: string): Promise<Locator> {
  await button(page, "Add CDR source").click();
  const form = page.getByRole("dialog");
  await field(form, "Name").fill(name);
  await field(form, "Switch").fill(switchName);
  return form;
}

const layoutOf = (form: Locator) => form.getByRole("combobox", { name: "Layout" });
const rowsOf = (form: Locator, table: string) => form.getByRole("table", { name: table }).locator("tbody tr");

/** The source of that name as the server has it. */
const sourceOf = (page: Page, name: string) =>
  page.evaluate(async (wanted) => {
    const { items } = await (await fetch("/api/v1/cdr-sources?limit=200")).json();
    return (items as { name: string }[]).find((source) => source.name === wanted);
  }, name);

const countOfSources = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await fetch("/api/v1/cdr-sources?limit=200")).json()).items.length);

describe("a source made from a sample", () => {
  it.each(widths)("is proposed, never chosen, and asks for the zone that no time carries, at %i px", async (width) => {
    const { page, complaints } = await visitor(width);
    const name = `Asterisk ${width}`;
    const form = await openForm(page, name, `ast${width}`);
    const file = sample("asterisk_Master_18col_localtime.csv");
    await form
      .locator("input[type=file]")
      .setInputFiles({ name: "Master.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    const use = form.getByRole("button", { name: /^Use Asterisk Master\.csv/ });
    await use.waitFor();
    expect(await layoutOf(form).inputValue()).toBe("freeswitch-json");
    const faults = await faultsOf(page, "source-proposals");
    await use.click();
    await form.getByRole("button", { name: /^Use Asterisk Master\.csv/, pressed: true }).waitFor();
    expect(await layoutOf(form).inputValue()).toBe("asterisk-csv");
    expect(
      await form.getByRole("combobox", { name: "Time zone" }).or(field(form, "Time zone")).first().inputValue(),
    ).toBe("");

    const before = await countOfSources(page);
    await button(form, "Show what would be read").click();
    await form.getByRole("alert").getByText("Choose the zone of the switch's clock").waitFor();
    faults.push(...(await faultsOf(page, "source-zone-missing")));
    await choose(form, "Time zone", "New_York", "America/New_York");
    await button(form, "Show what would be read").click();
    await form.getByText("12 records would be read, 0 parked.").waitFor();
    expect(await rowsOf(form, "Records of the sample").count()).toBe(12);
    await form.getByRole("table", { name: "Records of the sample" }).scrollIntoViewIfNeeded();
    faults.push(...(await faultsOf(page, "source-preview")));
    expect(await countOfSources(page)).toBe(before);

    await button(form, "Add CDR source").click();
    await page.getByText(`${name} is added.`).waitFor();
    expect(await sourceOf(page, name)).toMatchObject({ format: "asterisk-csv", timeZone: "America/New_York" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("can be dropped, and what is no record of any layout says so", async () => {
    const { page } = await visitor(1280);
    const form = await openForm(page, "Dropped", "drop1");
    const place = form.getByRole("region", { name: "A sample of the records" });
    const drop = async (text: string) => {
      const dataTransfer = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], "dropped.log"));
        return transfer;
      }, text);
      await place.dispatchEvent("drop", { dataTransfer });
    };
    await drop("Dear customer,\nplease find attached\n");
    await form.getByText("No record of any known layout can be read in it").waitFor();
    await drop(sample("kamailio_cdr_log.txt").toString());
    await form.getByRole("button", { name: /^Use Kamailio CDR log/ }).waitFor();
    await page.context().close();
  });
});

/** A table of an exchange that writes everything its own way. */
const table = `Export of the exchange
id;kind;caller;called;begin;talk;result
c1;2;"sip:+1 202@x";"sip:02079460018@x";24/03/2026 10:00:00;0:01:01;OK
c2;1;"sip:+1 202@x";"sip:02079460018@x";24/03/2026 10:01:00;0:00:00;OK
c3;2;"sip:+1 202@x";"sip:02079460018@x";24/03/2026 10:02:00;0:00:00;busy
c4;2;"sip:+1 202@x";"sip:02079460018@x";24.03.2026;0:00:10;OK
`;

/** Types into the field of that name, reached by Tab alone. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** A list that takes words, each with Enter. */
async function typeWord(page: Page, name: string, word: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.insertText(word);
  await page.keyboard.press("Enter");
}

async function mapColumns(page: Page): Promise<void> {
  const columns = { "Call id": "id", CLI: "caller", CLD: "called", "Setup time": "begin", Duration: "talk" };
  for (const [role, column] of Object.entries({ ...columns, "Cause text": "result" })) await type(page, role, column);
}

describe("every field of a source", () => {
  it("is set by keyboard, with values of the sample beside each column, and is what the server has", async () => {
    const { page, complaints } = await visitor(1280);
    await tabTo(page, "Add CDR source");
    await page.keyboard.press("Enter");
    await focusIsOn(page, "Name");
    const form = page.getByRole("dialog");
    await page.keyboard.insertText("Exchange");
    await type(page, "Switch", "exchange1");
    await tabTo(page, "Paste lines instead");
    await page.keyboard.press("Enter");
    await type(page, "Lines of a file", table);
    await tabTo(page, "Read these lines");
    await page.keyboard.press("Enter");
    await form.getByText("No record of any known layout can be read in it").waitFor();

    await layoutOf(form).selectOption("generic-csv");
    await type(page, "Time zone", "Europe/London");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await form.getByRole("combobox", { name: "Separator" }).selectOption(";");
    await type(page, "Time format", "DD/MM/YYYY HH:mm:ss");
    await form.getByRole("combobox", { name: "Duration unit" }).selectOption("hms");
    await type(page, "Lines to skip", "1");
    await type(page, "Column that tells calls", "kind");
    await typeWord(page, "Values of a call", "2");
    await typeWord(page, "Words for answered", "ok");
    await mapColumns(page);
    await form.getByText("c1 · c2 · c3").waitFor();
    await tabTo(page, "Add a constant");
    await page.keyboard.press("Enter");
    await form.getByRole("textbox", { name: "Account code is" }).fill("C1001");
    const faults = await faultsOf(page, "source-columns");
    await type(page, "Number begins after", "sip:");
    await type(page, "Number ends before", "@");
    await type(page, "Characters to remove", " ");
    await type(page, "National prefix", "0");
    await type(page, "Country code", "44");
    await tabTo(page, "Show what would be read");
    await page.keyboard.press("Enter");
    await form.getByText("2 records would be read, 1 parked.").waitFor();
    const rows = await rowsOf(form, "Records of the sample").allInnerTexts();
    expect(rows[0]?.split("\t").map((cell) => cell.trim())).toEqual([
      ...["3", "2026-03-24 10:00:00", "+1202 → 1202", "02079460018 → 442079460018", "C1001"],
      ...["10:00:00", "61", "Answered OK"],
    ]);
    expect(await rowsOf(form, "Parked of the sample").allInnerTexts()).toEqual([
      expect.stringContaining("setup is not a time of the source's format."),
    ]);
    await form.getByRole("table", { name: "Parked of the sample" }).scrollIntoViewIfNeeded();
    faults.push(...(await faultsOf(page, "source-preview-table")));
    await tabTo(page, "Add CDR source");
    await page.keyboard.press("Enter");
    await page.getByText("Exchange is added.").waitFor();
    expect(await sourceOf(page, "Exchange")).toMatchObject({
      ...{ format: "generic-csv", timeZone: "Europe/London", constants: { account: "C1001" } },
      columns: { callId: "id", cli: "caller", cld: "called", setup: "begin", duration: "talk", cause: "result" },
      csv: {
        ...{ separator: ";", quoting: "double", skipLines: 1, header: true, timeFormat: "DD/MM/YYYY HH:mm:ss" },
        ...{ rowFilter: { column: "kind", values: ["2"] }, durationUnit: "hms", answeredWords: ["ok"] },
      },
      numberText: { after: "sip:", before: "@", remove: " " },
      normalise: { plus: true, internationalPrefix: "00", nationalPrefix: "0", countryCode: "44" },
    });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
