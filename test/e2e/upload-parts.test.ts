import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sample } from "../intake/samples.ts";
import { signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

const folder = mkdtempSync(join(tmpdir(), "switchbook-parts-"));
const name = "a-long-day.ndjson";
/** Three parts. The file's beginning, by which its layout is known, has lines as they are. */
const short = 300;
const lines = short + 45;
beforeAll(() => {
  const [line = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");
  const long = "x".repeat(900_000);
  const texts = Array.from({ length: lines }, (_, n) =>
    JSON.stringify({ ...JSON.parse(line), call_id: `day-${n}`, ...(n < short ? {} : { long }) }),
  );
  writeFileSync(join(folder, name), `${texts.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choose = (page: Page) => page.locator("input[type=file]").setInputFiles(join(folder, name));
const second = (url: URL) => url.searchParams.get("partNumber") === "2";
const open = async (page: Page) => {
  await page.goto(`${demo().origin}/intake`);
  await page.getByRole("combobox", { name: "In the name of" }).selectOption({ label: "Kamailio kam1" });
};

describe("a large file", () => {
  it.each([1280, 390] as const)(
    "goes on by itself over a broken connection, and after a reload where it was, at %i px",
    { timeout: 400_000 },
    async (width) => {
      const { browser, origin } = demo();
      const visitor = await visit(browser, origin, width);
      const { page } = visitor;
      await signIn(visitor, password, "/intake");
      const put: string[] = [];
      page.on("requestfinished", (request) => {
        const number = new URL(request.url()).searchParams.get("partNumber");
        if (request.method() === "PUT" && number !== null) put.push(number);
      });
      await page.route(second, (route) => route.abort("connectionreset"));
      await open(page);
      await choose(page);
      await page.getByText("The connection is broken; it goes on by itself.").waitFor();
      await button(page, "Stop").scrollIntoViewIfNeeded();
      const faults = await faultsOf(page, "upload-broken");
      await expect.poll(() => [...new Set(put)].sort()).toEqual(["1", "3"]);

      await open(page);
      await page.getByText(new RegExp(`^${name}, 40\\.\\d MB, was not sent to its end`)).waitFor();
      await page.getByRole("button", { name: `Forget ${name}` }).scrollIntoViewIfNeeded();
      faults.push(...(await faultsOf(page, "upload-begun")));
      await choose(page);
      await page.getByText("The connection is broken; it goes on by itself.").waitFor();
      await page.unroute(second);
      await page.getByText(`${name} is here and is being read.`).waitFor({ timeout: 60_000 });
      expect(put.filter((number) => number === "2")).toEqual(["2"]);
      expect(put.filter((number) => number !== "2").sort()).toEqual(["1", "3"]);
      expect(await button(page, `Forget ${name}`).count()).toBe(0);
      const row = page
        .getByRole("table", { name: "Uploaded files" })
        .getByRole("row")
        .filter({ hasText: name })
        .first();
      await row.getByText("Done").waitFor({ timeout: 60_000 });
      await row
        // On a phone a cell says its column before its value.
        .getByRole("cell", { name: new RegExp(`(^|\\D)${lines}$`) })
        .first()
        .waitFor();
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});
