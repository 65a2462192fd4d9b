import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const example = (name: string) => join("examples/customer-sheets", name);

describe("a sheet of customers in the browser", () => {
  it.each([1280, 390] as const)(
    "is sent, looked at, tried again with what was declared, applied and done, at %i px",
    { timeout: 240_000 },
    async (width) => {
      const { browser, origin } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password);
      await page.goto(`${origin}/customers`);
      await page.getByRole("link", { name: "Import" }).click();
      await page.getByRole("heading", { name: "Import customers" }).waitFor();
      const faults = await faultsOf(page, "customer-import");

      await page.locator("input[type=file]").setInputFiles(example("02-subscribers.csv"));
      await page.getByRole("tab", { name: "Refused 4" }).waitFor();
      faults.push(...(await faultsOf(page, "customer-import-refused")));

      await page.getByRole("button", { name: "Columns and layout" }).click();
      await page.getByLabel("Decimal sign").selectOption("COMMA");
      await page.getByLabel("Words of Billing type").fill("0 = PREPAID, 1 = POSTPAID");
      await page.getByLabel("Words of Status").fill("0 = ACTIVE, 1 = SUSPENDED");
      for (const [field, text] of [
        ["Customer type", "LIVE"],
        ["Payment term from invoice date", "14"],
        ["VAT/Tax flag", "NONE"],
      ] as const) {
        await page
          .getByRole("combobox", { name: field, exact: true })
          .selectOption({ label: "The same in every row …" });
        await page.getByLabel(`${field} of every row`).fill(text);
      }
      faults.push(...(await faultsOf(page, "customer-import-layout")));
      await page.getByRole("button", { name: "Try the sheet again" }).click();
      // The demo has them since the first width.
      const isFirst = width === 1280;
      await page.getByRole("tab", { name: isFirst ? "Refused 1" : "Refused 4" }).waitFor();
      faults.push(...(await faultsOf(page, "customer-import-tried")));
      if (isFirst) {
        await page.getByRole("button", { name: "Apply …" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
        await page.getByRole("tab", { name: "Added 3" }).waitFor();
        faults.push(...(await faultsOf(page, "customer-import-added")));
        await page
          .getByRole("link", { name: /^C\d{8}$/ })
          .first()
          .click();
        await page.getByRole("heading", { name: /Kvarner/ }).waitFor();
      }
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});

describe("two who edit the same customer", () => {
  it("the second sees both values and chooses; nothing is lost unasked", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    const api = await signInAt(origin, { username: "admin", password });
    const { items } = await api.get<ListPage<{ account: string; username: string }>>("/customers?limit=200");
    const account = items.find(({ username }) => username === "rheinkom")?.account ?? "";
    await signIn(visitor, password, `/customers/${account}/details`);
    const sessions = page.getByRole("textbox", { name: "Maximum call session", exact: true });
    await sessions.fill("77");
    await page.getByLabel("Address", { exact: true }).fill("2 Mine Street");
    const patch = (body: object) =>
      page.evaluate(
        async ([path, json]) => {
          const headers = { "content-type": "application/json" };
          return (await fetch(path, { method: "PATCH", headers, body: json })).status;
        },
        [`/api/v1/customers/${account}`, JSON.stringify(body)] as const,
      );
    expect(await patch({ address: "1 Their Street", tags: ["theirs"] })).toBe(200);
    await page.getByRole("button", { name: "Save changes" }).click();
    const dialog = page.getByRole("dialog", { name: "Somebody else saved this customer meanwhile" });
    const cells = async (field: string) =>
      (await dialog.getByRole("row").filter({ hasText: field }).getByRole("cell").allInnerTexts()).slice(1);
    await dialog.waitFor();
    expect(await cells("Address")).toEqual(["2 Mine Street", "1 Their Street"]);
    expect((await cells("Maximum call session"))[0]).toBe("77");
    expect(await cells("Tags")).toEqual(["– not changed by you", "theirs"]);
    const faults = await faultsOf(page, "customer-conflict");
    await dialog.getByRole("button", { name: "Keep mine and go on" }).click();
    await page.locator(".mantine-Pill-root").getByText("theirs", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved.").waitFor();
    type Kept = { address: string; maxCallSessions: number; tags: string[] };
    const kept = await api.get<Kept>(`/customers/${account}`);
    // What only the other one changed stays.
    expect(kept).toMatchObject({ address: "2 Mine Street", maxCallSessions: 77, tags: ["theirs"] });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});

describe("a status from the menu", () => {
  it.each([1280, 390] as const)(
    "shows at once, is undone from the toast, and keeps what somebody else decided meanwhile, at %i px",
    async (width) => {
      const { browser, origin } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      const api = await signInAt(origin, { username: "admin", password });
      type Kept = { account: string; username: string; status: string };
      const { items } = await api.get<ListPage<Kept>>("/customers?limit=200");
      const path = `/customers/${items.find(({ username }) => username === "rheinkom")?.account}`;
      const kept = async () => (await api.get<Kept>(path)).status;
      if ((await kept()) !== "ACTIVE") await api.patch(path, { status: "ACTIVE" });
      const pick = async (opener: RegExp, item: string) => {
        await page.getByRole("button", { name: opener }).click();
        await page.getByRole("menuitem", { name: item, exact: true }).click();
      };
      await signIn(visitor, password, "/customers?q=rheinkom");
      const shown = (status: string) => page.locator("td .status").getByText(status, { exact: true }).waitFor();
      await shown("Active");
      await page.getByRole("button", { name: /^Actions for Rheinkom/ }).click();
      await page.getByRole("menuitem", { name: "Suspend", exact: true }).waitFor();
      expect(await page.getByRole("menuitem", { name: "Activate", exact: true }).count()).toBe(0);
      const faults = await faultsOf(page, "customer-status-menu");
      await page.getByRole("menuitem", { name: "Suspend", exact: true }).click();
      await page.getByText(/^Rheinkom .* is suspended\.$/).waitFor();
      await shown("Suspended");
      expect(await kept()).toBe("SUSPENDED");
      await page.getByRole("button", { name: "Undo" }).focus();
      faults.push(...(await faultsOf(page, "customer-status-toast")));
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText(/^Rheinkom .* is active again\.$/).waitFor();
      await shown("Active");
      expect(await kept()).toBe("ACTIVE");

      // A refusal of the server turns it back and says why.
      const error = { code: "unavailable", message: "The table is busy. Try again.", requestId: "req-1" };
      await page.route(`**/api/v1${path}`, (route) =>
        route.request().method() === "PATCH" ? route.fulfill({ status: 409, json: { error } }) : route.continue(),
      );
      await pick(/^Actions for Rheinkom/, "Block");
      await page.getByText("The table is busy. Try again.").waitFor();
      await page.getByText(/^Rheinkom .* is not blocked\.$/).waitFor();
      await shown("Active");
      faults.push(...(await faultsOf(page, "customer-status-refused")));
      await page.unroute(`**/api/v1${path}`);
      await page.getByRole("button", { name: "Dismiss" }).last().click();

      // On the customer's own page it is the same; what a colleague set since stays.
      await page.getByRole("link", { name: /^Rheinkom/ }).click();
      await pick(/^Actions$/, "Block");
      await page.getByText(/^Rheinkom .* is blocked\.$/).waitFor();
      await page.locator("h1 .status").getByText("Blocked", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Undo" }).focus();
      await api.patch(path, { status: "PENDING" });
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText(/^Rheinkom .* is not active\.$/).waitFor();
      await page.getByText(/Someone else changed this meanwhile/).waitFor();
      await page.locator("h1 .status").getByText("Pending", { exact: true }).waitFor();
      expect(await kept()).toBe("PENDING");
      await pick(/^Actions$/, "Activate");
      await page.getByText(/^Rheinkom .* is active\.$/).waitFor();
      expect(await kept()).toBe("ACTIVE");
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});
