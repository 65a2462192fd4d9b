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
