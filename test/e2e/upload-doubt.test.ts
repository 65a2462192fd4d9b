import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sample } from "../intake/samples.ts";
import { signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { focusIsOn, tabTo } from "./keyboard.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** Names of the files that the server was asked to take, with the sources they are for. */
const uploads = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const ask = async (path: string) => (await (await fetch(`/api/v1/${path}`)).json()).items;
    const sources: { id: string; name: string }[] = await ask("cdr-sources?limit=200");
    const items: { fileName: string; source: string }[] = await ask("cdr-uploads?limit=50");
    return items.map(({ fileName, source }) => `${fileName} for ${sources.find(({ id }) => id === source)?.name}`);
  });

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer });

describe("a file of another layout than its source's", () => {
  it.each([1280, 390] as const)("waits for a word, and goes where one says, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/intake");
    await page.getByRole("combobox", { name: "In the name of" }).selectOption({ label: "FreeSWITCH fs1" });
    const [name, file] = [`Master-${width}.csv`, sample("asterisk_Master_18col_localtime.csv")];
    await choose(page, name, file);
    const held = page.getByRole("region", { name: `${name} is not sent yet` });
    await held
      .getByText("This looks like Asterisk Master.csv; the source “FreeSWITCH fs1” reads FreeSWITCH JSON.")
      .waitFor();
    await held.scrollIntoViewIfNeeded();
    const faults = await faultsOf(page, "upload-doubt");
    expect((await uploads(page)).filter((upload) => upload.startsWith(name))).toEqual([]);

    await button(held, "Do not send").click();
    await held.waitFor({ state: "detached" });
    await choose(page, name, file);
    await tabTo(page, "Choose another source");
    await page.keyboard.press("Enter");
    await focusIsOn(page, "In the name of");
    await page.getByRole("combobox", { name: "In the name of" }).selectOption({ label: "Kamailio kam1" });
    await held.getByText("the source “Kamailio kam1” reads Kamailio acc_json.").waitFor();
    await tabTo(page, "Send for Asterisk pbx1");
    await page.keyboard.press("Enter");
    await page.getByText(`${name} is here and is being read.`).waitFor();
    await held.waitFor({ state: "detached" });
    expect((await uploads(page)).filter((upload) => upload.startsWith(name))).toEqual([`${name} for Asterisk pbx1`]);

    await choose(page, `letter-${width}.txt`, Buffer.from("Dear customer,\n"));
    const letter = page.getByRole("region", { name: `letter-${width}.txt is not sent yet` });
    await letter.getByText("This looks like no layout that is known").waitFor();
    await button(letter, "Send anyway").click();
    await page.getByText(`letter-${width}.txt is here and is being read.`).waitFor();
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is sent at once where it is what the source reads", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    await signIn(visitor, password, "/intake");
    const { page } = visitor;
    await page.getByRole("combobox", { name: "In the name of" }).selectOption({ label: "Kamailio kam1" });
    await choose(page, "right.ndjson", sample("kamailio_acc_json.ndjson"));
    await page.getByText("right.ndjson is here and is being read.").waitFor();
    await page.context().close();
  });
});
