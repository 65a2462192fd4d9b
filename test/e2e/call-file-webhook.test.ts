import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import { type ListPage, signInAt, until } from "../../bin/demo/operator-api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { isSigned, webhookReceiver } from "../support/webhook-receiver.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const receiver = await webhookReceiver();
afterAll(receiver.close);
const demo = demoOfThisFile();
const address = `${receiver.url}/first-fails`;
/** What is due is sent once a minute; one that is refused is tried again half a minute later at the earliest. */
const patience = { timeout: 600_000 };
const rounds = { timeout: 300_000 };

/** Events of a file of calls that came so far, those of that revision. */
const toldOf = (revision: number, secret: string) =>
  receiver.got.filter((told) => {
    const { type, data } = JSON.parse(told.body);
    return type === "calls.delivered" && data.revision === revision && isSigned(told, secret);
  });

/** The secret that the dialog shows, once. */
async function secretShown(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog", { name: `Secret of ${new URL(receiver.url).host}` });
  const secret = (await dialog.locator(".code-copy").textContent())?.trim() ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  return secret;
}

it(
  "a customer has its daily files told of by a webhook: signed, refused once and shown as such, tried again, taken, and its link opens",
  patience,
  async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, demoPassword, "/portal/call-files", "acmevoice");
    await page.getByRole("button", { name: "Change …" }).click();
    const drawer = page.getByRole("dialog", { name: "Daily call files" });
    await drawer.getByLabel("Webhook address").fill(address);
    await drawer.getByRole("button", { name: "Save" }).click();
    const secret = await secretShown(page);
    expect(secret).toMatch(/^whsec_/);
    await page.getByText(`Told: cdr@acmevoice.example, ${new URL(receiver.url).host}.`).waitFor();

    const row = page.getByRole("table", { name: "Call files" }).getByRole("row").nth(1);
    const choose = async (entry: string) => {
      await row.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: entry }).click();
    };
    await choose("Send again");
    await page.getByText("It is told of again within a minute.").waitFor();
    await row.getByText("Webhook queued").waitFor();
    await row.getByText(/^Answered 503, tried 1 time, again/).waitFor(rounds);
    expect(await faultsOf(page, "portal-call-files-refused")).toEqual([]);
    // Nobody loads the page anew.
    await row.getByText("Webhook delivered").waitFor(rounds);
    expect(await row.getByText(/Answered 503/).count()).toBe(0);
    const [first, second, ...more] = toldOf(1, secret);
    expect([first?.headers["webhook-id"], more]).toEqual([second?.headers["webhook-id"], []]);
    const { data } = JSON.parse(second?.body ?? "{}");
    expect(String(data.rows)).toBe(await row.locator("td[data-label=Calls]").textContent());
    const file = await page.request.get(data.link);
    expect([file.status(), (await file.text()).trim().split("\r\n").length - 1]).toEqual([200, data.rows]);

    await choose("Make again now");
    await row.getByText("anew, 2").waitFor(rounds);
    await until(
      async () => toldOf(2, secret).length,
      (times) => times === 2,
    );
    await row.getByText("Webhook delivered").waitFor(rounds);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it(
  "the operator's own webhook has the same in its log: each try, the answer, the next one, and that it was taken",
  patience,
  async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/webhooks");
    await page.getByRole("button", { name: "Add webhook" }).click();
    const drawer = page.getByRole("dialog", { name: "Add webhook" });
    await drawer.getByLabel("Address").fill(address);
    await drawer.getByLabel("Events").focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("option", { name: "File of calls there" }).click();
    await page.keyboard.press("Escape");
    await drawer.getByRole("button", { name: "Add webhook" }).click();
    const secret = await secretShown(page);
    await page.getByRole("link", { name: address }).click();
    await page.getByText("Nothing was sent yet").waitFor();

    const office = await signInAt(origin, { username: "admin", password });
    const files = `/customers/${known.account}/call-files`;
    const { items } = await office.get<ListPage<{ id: string; status: string }>>(files);
    const ready = items.findLast(({ status }) => status === "READY");
    await office.post(`${files}/${ready?.id}/send`, {});
    const row = page
      .getByRole("table", { name: "Deliveries" })
      .getByRole("row")
      .filter({ hasText: "File of calls there" });
    await row.getByText("503").waitFor(rounds);
    await row.getByText("Queued").waitFor();
    expect(await faultsOf(page, "webhook-refused")).toEqual([]);
    await row.getByText("Delivered").waitFor(rounds);
    await row.getByText("204").waitFor();
    expect(await row.locator("td[data-label=Tries]").textContent()).toBe("2");
    const told = toldOf(1, secret);
    expect(told.map(({ headers }) => headers["webhook-id"])).toEqual(
      Array(2).fill(await row.locator(".mono").textContent()),
    );
    expect(await faultsOf(page, "webhook-delivered")).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
