import { expect, it } from "vitest";
import { type ListPage, putFile, signInAt, until } from "../../bin/demo/operator-api.ts";
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

it.each([1280, 390] as const)(
  "a cause leads to its calls, which filters narrow and totals add up, all in the address, at %i px",
  async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/analysis?direction=OUT`);
    await page.getByRole("button", { name: "Direction: Outgoing" }).waitFor();
    await page.getByRole("link", { name: "Show calls" }).click();
    await page.waitForURL(/calls\?.*direction=OUT/);
    const totals = page.getByRole("status", { name: "Totals" });
    await totals.getByText(/^[\d,]+ calls$/).waitFor();
    await page.getByLabel("Seconds from").fill("30");
    await page.getByLabel("Disposition", { exact: true }).selectOption("ANSWERED");
    await page.waitForURL(/minSeconds=.*30/);
    await page.getByText("More filters (2)").waitFor();
    await totals.getByText(/^[\d,]+ calls?$/).waitFor();
    const faults = await faultsOf(page, "calls-filtered");
    await page.getByLabel("Seconds to").fill("3");
    await page.getByText("The most seconds are fewer than the least.").waitFor();
    faults.push(...(await faultsOf(page, "calls-bad-range")));
    await page.goto(`${origin}/customers/${known.account}/calls?from=2026-02-30x`);
    await page.getByText("Please correct: from.").waitFor();
    expect([...faults, ...complaints.filter((complaint) => !complaint.includes("422"))]).toEqual([]);
    await page.context().close();
  },
);

it.each([1280, 390] as const)(
  "the calls of all customers are told apart by customer and hour, and a click leads to one of them, at %i px",
  async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/analysis");
    const table = page.getByRole("table", { name: "Traffic", exact: true });
    await table.getByRole("row").nth(3).waitFor();
    await page.getByText("Counted up to").waitFor();
    const faults = await faultsOf(page, "overall-days");
    await page.getByLabel("By", { exact: true }).selectOption("weekdayHour");
    await page.getByRole("table", { name: "Attempts by weekday and hour" }).waitFor();
    faults.push(...(await faultsOf(page, "overall-hours")));
    await page.getByLabel("By", { exact: true }).selectOption("customer");
    const customer = table.getByRole("button", { name: "Acme Voice Inc." });
    await customer.waitFor();
    faults.push(...(await faultsOf(page, "overall-customers")));
    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog", { name: "Export analysis of all customers" });
    await dialog.getByText(/^\d+ rows.*grouped by customer/).waitFor();
    faults.push(...(await faultsOf(page, "overall-export")));
    await dialog.getByRole("button", { name: "Start export" }).click();
    await page.getByRole("button", { name: /^Download/ }).waitFor();
    await customer.click();
    await page.getByRole("button", { name: /^Customer: C\d{8}/ }).waitFor();
    await page.getByRole("link", { name: "Show calls" }).click();
    await page
      .getByRole("status", { name: "Totals" })
      .getByText(/^[\d,]+ calls$/)
      .waitFor();
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);

it.each([1280, 390] as const)(
  "a customer's file is compared, and a kind of difference and a destination lead to its calls, at %i px",
  async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/comparisons/${known.comparison}`);
    const calls = page.getByRole("table", { name: "Calls that differ" });
    await calls.getByRole("row").nth(3).waitFor();
    await page.getByText(/^Their clock is 2:00 h ahead of UTC\. Sure/).waitFor();
    const faults = await faultsOf(page, "comparison");
    await page.getByRole("button", { name: /^Rate \d+$/ }).click();
    await page.getByText(/and the amounts differ by more than 0\.005/).waitFor();
    await expect.poll(() => page.url()).toContain("class=RATE");
    const lines = page.getByRole("table", { name: "By destination" });
    await lines.getByRole("button").first().click();
    await page.getByRole("button", { name: /^Destination: .* take away$/ }).waitFor();
    const destination = new URL(page.url()).searchParams.get("destination") ?? "";
    await page.getByRole("link", { name: "Re-rate these" }).click();
    // The same calls: of the customer and destination, set up within the compared time to the millisecond.
    const form = page.getByRole("form", { name: "Re-rate calls" });
    await form.getByLabel("Reason").waitFor();
    const api = await signInAt(origin, { username: "admin", password });
    const { from, to } = await api.get<{ from: string; to: string }>(`/comparisons/${known.comparison}`);
    const filled = await Promise.all(
      ["Customer", "From", "To", "Destination"].map((name) =>
        form.getByRole("textbox", { name, exact: true }).inputValue(),
      ),
    );
    expect(filled).toEqual([known.account, from, to, destination]);
    faults.push(...(await faultsOf(page, "rerate-from-comparison")));
    await page.goBack();
    await page.getByRole("button", { name: "Columns and tolerances" }).click();
    await page.getByRole("button", { name: "Compare again" }).waitFor();
    faults.push(...(await faultsOf(page, "comparison-columns")));

    await page.goto(`${origin}/comparisons?account=${known.account}`);
    await page.getByText("Tolerances and their clock").click();
    await page.getByLabel("Setup times, seconds apart").waitFor();
    faults.push(...(await faultsOf(page, "comparison-new")));
    const at = new Date(Date.now() - 2 * 86_400_000).toISOString();
    const file = Buffer.from(`time,number,seconds,amount\n${at},881699,60,1\nsoon,1,2,3\n`);
    await page.locator("input[type=file]").setInputFiles({ name: "theirs.csv", mimeType: "text/csv", buffer: file });
    await page.waitForURL(/\/comparisons\/cmp_/);
    await page.getByRole("button", { name: "Only theirs 1", exact: true }).waitFor();
    await page.getByText("1 row not compared: 1 could not be read, 0 outside of the period").click();
    await page.getByRole("link", { name: "Download these rows with their columns and reasons" }).waitFor();
    faults.push(...(await faultsOf(page, "comparison-faults")));
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);

it("what a vendor took is rated again out of its comparison: its tariff, its costs and the compared time are filled in", async () => {
  const { browser, origin } = demo();
  const api = await signInAt(origin, { username: "admin", password });
  const { items } = await api.get<ListPage<{ id: string; tariffId: string | null }>>("/vendors");
  const { id: vendor = "", tariffId = "" } = items.find((one) => one.tariffId !== null) ?? {};
  const [from, at, to] = [3, 2, 1].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString());
  type Job = { id: string; url: string; status: string };
  const asked = { vendor, from, to, fileName: "their-cdrs.csv" };
  const { id, url } = await api.post<Job>("/comparisons", asked);
  await putFile(url, `time,number,seconds,amount\n${at},881699,60,1\n`);
  const isOver = ({ status }: Job) => status !== "queued" && status !== "running";
  expect((await until(() => api.get<Job>(`/comparisons/${id}`), isOver)).status).toBe("done");

  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/comparisons/${id}`);
  await page.getByRole("link", { name: "Re-rate these" }).click();
  const form = page.getByRole("form", { name: "Re-rate calls" });
  await form.getByLabel("Reason").waitFor();
  const filled = () =>
    Promise.all(
      ["vendor", "tariffId", "what", "from", "to", "account"].map((name) =>
        form.locator(`[name=${name}]`).inputValue(),
      ),
    );
  // The names of vendors and tariffs come a moment after the form.
  await expect.poll(filled).toEqual([vendor, tariffId, "COSTS", from, to, ""]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
