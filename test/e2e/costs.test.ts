import { expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

it("a tariff is made from what vendors bill, after a look at what would be a loss", { timeout: 240_000 }, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/rates/compare");
  await page.getByRole("table", { name: "Rate comparison" }).getByText("Meridian Carrier").first().waitFor();
  await page.getByLabel("Prefix").fill("234");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByLabel("Outcome").selectOption("LOSS");
  await page.getByRole("cell", { name: "2348021", exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("verdict")).toBe("LOSS");

  await page.getByRole("link", { name: "Make tariff from cost" }).click();
  await page.getByLabel("Percent on top").fill("a lot");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
  await page.getByLabel("Name of the tariff").fill("Made from cost");
  await page.getByLabel("Percent on top").fill("12.5");
  await page.getByLabel("Rounded up to a multiple of").fill("0.001");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("table", { name: "First rates" }).waitFor();
  await page.getByRole("table", { name: "What would be a loss" }).waitFor();
  await page.getByLabel("Percent on top").fill("15");
  await page.getByText("The form has changed since.").waitFor();
  expect(await page.getByRole("button", { name: "Make this tariff" }).count()).toBe(0);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Make this tariff" }).click();
  await page.getByRole("heading", { name: "Made from cost" }).waitFor();
  await page.getByRole("table").last().getByRole("row").nth(1).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each([1280, 390] as const)("costs and prices are whole and clean at %i px", { timeout: 240_000 }, async (width) => {
  const { browser, origin, known } = demo();
  const visitor = await visit(browser, origin, width);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/rates/compare");
  const faults: string[] = [];
  const look = async (name: string) => faults.push(...(await faultsOf(page, name)));
  await page.getByRole("table", { name: "Rate comparison" }).getByText("Atlas Termination").first().waitFor();
  await look("rate-comparison");
  await page.goto(`${origin}/rates/compare?prefix=999999`);
  await page.getByText("No prefix matches").waitFor();
  await look("rate-comparison-none");
  await page.goto(`${origin}/rates/from-cost`);
  await page.getByLabel("Name of the tariff").fill("Tried only");
  await page.getByLabel("Percent on top").fill("-5");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("table", { name: "What would be a loss" }).waitFor();
  await look("tariff-from-cost");
  await page.goto(`${origin}/tariffs/${known.tariff}`);
  await page.getByText("Below cost").waitFor();
  await look("tariff-below-cost");
  expect([...faults, ...complaints]).toEqual([]);
  await page.context().close();
});
