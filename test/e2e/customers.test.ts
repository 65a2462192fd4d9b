import { describe, expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { countOf } from "../../frontend/src/ui/format.ts";
import { settled, signIn, visit } from "../support/visitor.ts";
import { headers, pinnedAt, rowHeight } from "./customer-table.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { focusIsOn } from "./keyboard.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

describe("the list of customers", () => {
  it("finds by every column, keeps the search in the address, and remembers it as a view", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    const found = page.locator(".table-foot [role=status]");
    await found.getByText(/^\d+ customers$/).waitFor();
    const all = (await found.textContent()) ?? "";
    await page.getByLabel("Search all columns").fill("lumiere");
    await found.getByText("1 customer", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Lumière Conseil SARL" }).waitFor();
    // The money of a row comes by itself.
    await page.locator("td[data-label=Balance] .figure").getByText(/\d/).waitFor();
    await page.getByLabel("Search all columns").fill("");
    await page.getByLabel("Company name").fill("tele");
    await page.getByLabel("IP address").fill("198.51");
    await page.getByRole("button", { name: "Company name: tele" }).waitFor();
    await page.waitForURL(/company=tele&ip=/);
    const rows = await found.textContent();
    await page.reload();
    await found.getByText(rows ?? "", { exact: true }).waitFor();
    expect(await page.getByLabel("Company name").inputValue()).toBe("tele");

    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("button", { name: "Save this view" }).click();
    const naming = page.getByRole("dialog", { name: "Save this view" });
    await naming.getByLabel("Name", { exact: true }).fill("Telecoms here");
    await naming.getByRole("button", { name: "Save view" }).click();
    await page.getByText("The view Telecoms here is saved.").waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await found.getByText(all).waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("button", { name: "Telecoms here", exact: true }).click();
    await page.waitForURL(/company=tele/);
    await found.getByText(rows ?? "", { exact: true }).waitFor();

    // The views that are there for everybody find what the server finds.
    const api = await signInAt(origin, { username: "admin", password });
    for (const [name = "", mark = ""] of [
      ["Over 80 % of credit", "OVER_80_CREDIT"],
      ["No calls for 30 days", "NO_CALLS_30_DAYS"],
      ["No device", "NO_DEVICE"],
      ["Demo", "DEMO"],
    ]) {
      await page.getByRole("button", { name: "Views" }).click();
      await page.getByRole("button", { name, exact: true }).click();
      await page.waitForURL(new RegExp(`mark=${mark}`));
      await page.getByRole("button", { name: `Only: ${name}` }).waitFor();
      // The other two are looked at by the clock, which may strike at this moment.
      if (!["NO_DEVICE", "DEMO"].includes(mark)) continue;
      const { items } = await api.get<ListPage<object>>(`/customers?mark=${mark}&limit=200`);
      expect(items.length).toBeGreaterThan(0);
      await found.getByText(countOf(items.length, false, "customer"), { exact: true }).waitFor();
    }
    expect([...(await faultsOf(page, "customers-marked")), ...complaints]).toEqual([]);
    await page.context().close();
  });

  it.each([1280, 390] as const)("changes many at once after saying what would be refused, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    const tag = `seen at ${width}`;
    const api = await signInAt(origin, { username: "admin", password });
    const { items } = await api.get<ListPage<{ status: string }>>("/customers?limit=200");
    const all = items.length;
    const closed = items.filter(({ status }) => status === "CLOSED").length;
    await page.getByRole("checkbox", { name: /^Choose Acme Voice/ }).check();
    await page.getByRole("checkbox", { name: /^Choose Rheinkom/ }).check();
    // Half a row under the header would be a small target.
    await page.locator(".table-region.tall").evaluate((region) => region.scrollTo(0, 0));
    const faults = await faultsOf(page, "customers-chosen");
    await page.getByText("2 customers chosen").waitFor();
    await page.getByRole("button", { name: `Choose all ${all} that match` }).click();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByLabel("What to change").selectOption("addTag");
    await page.getByLabel("Tag", { exact: true }).fill(tag);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText(`${all} customers, ${closed} will be refused.`).waitFor();
    faults.push(...(await faultsOf(page, "customers-bulk-preview")));
    await page.getByRole("button", { name: `Change ${all - closed} customers` }).click();
    await page.getByText(`${all - closed} of ${all} customers changed, ${closed} refused.`).waitFor();
    await page.getByText(/Acme Voice Inc\.: changed/).waitFor();
    faults.push(...(await faultsOf(page, "customers-bulk-result")));
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    await settled(page);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});

describe("how a person likes the list", () => {
  it("columns are moved by button and by dragging, rows get higher, and all of it is there on another machine", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    await page.getByRole("link", { name: "Acme Voice Inc." }).waitFor();
    const [first = "", second = "", ...others] = await headers(page);
    const height = await rowHeight(page);
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    const list = page.getByRole("list", { name: "Columns, from left to right" });
    await list.getByRole("button", { name: "Move Status left" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/order=/);
    const item = (name: string) => list.getByRole("listitem").filter({ hasText: name });
    await item("Currency").dragTo(item("Account code"));
    await expect.poll(() => headers(page)).toContain("Currency");
    await expect.poll(async () => (await headers(page))[1]).toBe("Currency");
    await list.getByRole("checkbox", { name: "Tags" }).check();
    await page.getByRole("radio", { name: "Roomy" }).locator("..").getByText("Roomy").click();
    await expect.poll(() => rowHeight(page)).toBeGreaterThan(height);
    // Kept in sight, it stands beside the company however far the table is scrolled.
    await list.getByRole("button", { name: "Keep Currency in sight" }).click();
    await page.locator("th[data-pin=currency]").waitFor();
    const faults = await faultsOf(page, "customers-columns", true);
    await expect.poll(() => pinnedAt(page, "Currency")).toBe(0);
    const liked = await headers(page);
    expect(liked).toEqual(expect.arrayContaining([first, second, ...others, "Tags"]));

    const other = await visit(browser, origin, 1280);
    await signIn(other, password, "/customers");
    await expect.poll(() => headers(other.page)).toEqual(liked);
    expect(new URL(other.page.url()).search).toBe("");
    await expect.poll(() => pinnedAt(other.page, "Currency")).toBe(0);
    await other.page.getByRole("button", { name: "Columns", exact: true }).click();
    await other.page.getByRole("button", { name: "Columns as they come" }).click();
    await expect.poll(() => headers(other.page)).toEqual([first, second, ...others]);
    await other.page.getByText("Normal", { exact: true }).click();
    await expect.poll(() => rowHeight(other.page)).toBe(height);
    expect([...faults, ...complaints, ...other.complaints]).toEqual([]);
    await page.context().close();
    await other.page.context().close();
  });
});

describe("a customer's end and beginning", () => {
  it.each([1280, 390] as const)(
    "is deleted without a question, undone from the toast, and named when taken, at %i px",
    async (width) => {
      const { browser, origin } = demo();
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password, "/customers?q=quickdialler");
      await page.getByRole("button", { name: /^Actions for Quick Dialler/ }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByText("Quick Dialler Services is closed.").waitFor();
      // A toast stays while somebody is at it.
      await page.getByRole("button", { name: "Undo" }).focus();
      const faults = await faultsOf(page, "customers-closed-toast");
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Quick Dialler Services is open again, as it was.").waitFor();
      await page.locator("td").getByText("Blocked").waitFor();

      await page.goto(`${origin}/customers?q=moorlandtel`);
      await page.getByRole("link", { name: "Moorland Telephone Co" }).click();
      await page
        .getByText(/^Closed/)
        .first()
        .waitFor();
      await page.getByRole("button", { name: "Reopen" }).waitFor();
      faults.push(...(await faultsOf(page, "customer-closed")));

      await page.goto(`${origin}/customers?q=trialrun`);
      await page.getByRole("link", { name: "Trial Run Communications" }).click();
      if (width === 1280) {
        await page.getByRole("button", { name: "Make live" }).click();
        faults.push(...(await faultsOf(page, "customer-make-live")));
        await page.getByRole("dialog").getByRole("button", { name: "Make live" }).click();
        await page.getByText("Trial Run Communications is live.").waitFor();
        await page.getByText("play money").waitFor({ state: "detached" });
      }
      await settled(page);
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );

  it("tells in a toast that stays what others took since", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers?q=moorlandtel");
    const api = await signInAt(origin, { username: "admin", password });
    type Listed = { account: string; username: string };
    const { items } = await api.get<ListPage<Listed>>("/customers?limit=200");
    const accountOf = (name: string) => items.find(({ username }) => username === name)?.account;
    const device = { ip: "198.51.100.34", maxCallSessions: 1, callSessionsPerSecond: 1 };
    await api.post(`/customers/${accountOf("alpenruf")}/ip-devices`, device);
    await page.getByRole("button", { name: /^Actions for Moorland/ }).click();
    await page.getByRole("menuitem", { name: "Reopen" }).click();
    await page.getByText(/198\.51\.100\.34 now belongs to Alpenruf Telefonie GmbH/).waitFor();
    const faults = await faultsOf(page, "customers-reopened-taken");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByText(/now belongs to/).waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("asks for the final invoice where money is left, issues it and closes behind it", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers?q=madridcalls");
    await page.getByRole("button", { name: /^Actions for Madrid/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: /is not closed$/ });
    await dialog.getByText(/^The balance is /).waitFor();
    const faults = await faultsOf(page, "customer-final-invoice");
    await dialog.getByRole("button", { name: "Issue the final invoice and close" }).click();
    await page.getByText(/^Madrid Call Centre SA is closed\. /).waitFor();
    await dialog.waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is ordered by tariff, credit, billing and sessions, as the server orders it", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(
      visitor,
      password,
      "/customers?hide=name,username,customerType,currency,balance,status,createdAt,ips,sipUsers,tags",
    );
    const api = await signInAt(origin, { username: "admin", password });
    const codes = page.locator("tbody td[data-label='Account code']");
    for (const [header = "", sort = ""] of [
      ["Tariff", "tariffId"],
      ["Credit", "creditLimit"],
      ["Billing", "billingType"],
      ["Sessions / CPS", "maxCallSessions"],
    ]) {
      const { items } = await api.get<ListPage<{ account: string }>>(`/customers?sort=-${sort}&limit=5`);
      await page.getByRole("button", { name: header, exact: true }).click();
      await page.getByRole("columnheader", { name: header }).and(page.locator("[aria-sort=ascending]")).waitFor();
      await page.getByRole("button", { name: header, exact: true }).click();
      await page.waitForURL(new RegExp(`sort=-${sort}`));
      await expect
        .poll(async () => (await codes.allInnerTexts()).slice(0, 5))
        .toEqual(items.map(({ account }) => account));
    }
    expect([...(await faultsOf(page, "customers-ordered")), ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is reached by keys: j and k go through the rows, x chooses, and one box chooses the page", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers?sort=company");
    const names = page.getByRole("table", { name: "Customers" }).getByRole("link");
    await names.first().waitFor();
    const first = ((await names.first().textContent()) ?? "").trim();
    for (const key of ["j", "j", "k", "x"]) await page.keyboard.press(key);
    await page.getByText("1 customer chosen").waitFor();
    expect(await page.getByRole("checkbox", { name: `Choose ${first}` }).isChecked()).toBe(true);
    await focusIsOn(page, first);
    const all = (await page.locator(".table-foot [role=status]").textContent()) ?? "";
    await page.getByRole("checkbox", { name: "Choose all shown" }).check();
    await page.getByText(`${all} chosen`).waitFor();
    const faults = await faultsOf(page, "customers-all-chosen");
    await page.getByRole("checkbox", { name: "Choose all shown" }).uncheck();
    await page.getByText("customers chosen").waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
