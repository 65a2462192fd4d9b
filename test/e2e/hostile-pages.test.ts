import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { goodPassword } from "../support/api.ts";
import { cutOff, type Width } from "../support/browser.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { emptyStackOfThisFile, password } from "./demo-stack.ts";
import { everyPage } from "./every-page.ts";
import { type HostileRecords, hostileRecords } from "./hostile-records.ts";
import { harmIn, hostileTexts, watchRuns } from "./hostile-text.ts";

const stack = emptyStackOfThisFile();
let world: HostileRecords;
beforeAll(async () => {
  world = await hostileRecords(stack().origin, password);
}, 1_800_000);

const widths: readonly Width[] = [1280, 390];
const patience = { timeout: 1_800_000 };
const plain = (text: string): string => text.replace(/\s+/g, " ");

/** All that a page says, what stands in its fields included. */
const saidBy = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.body.textContent,
      ...[...document.querySelectorAll("input, textarea")].map((one) => (one as HTMLInputElement).value),
    ].join("\n"),
  );

interface Person {
  username: string;
  password: string;
  /** Where they sign in. */
  path: string;
}

interface Seen {
  /** Of pages. */
  kinds: string[];
  /** What ran, became an element, was asked of another host, refused by the content policy, told by the console, or cut off. */
  faults: string[];
  text: string;
}

/** Everything that the person can open, `first` before all else. */
async function seenBy(visitor: Visitor, who: Person, first: readonly string[]): Promise<Seen> {
  const { page, complaints } = visitor;
  const faults: string[] = [];
  const said: string[] = [];
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await watchRuns(page);
  await signIn(visitor, who.password, who.path, who.username);
  const look = async (at: Page, where: string) => {
    const found = [
      ...(await harmIn(at)),
      ...(await cutOff(at)).map((one) => `cut off ${one}`),
      ...complaints.splice(0),
    ];
    faults.push(...found.map((one) => `${where}: ${one.slice(0, 200)}`));
    said.push(plain(await saidBy(at)));
  };
  const layers = page.viewportSize()?.width === 1280;
  const kinds = await everyPage(visitor, { first, look, layers });
  await page.context().close();
  return { kinds, faults, text: said.join("\n") };
}

const idOf = (list: string): string => String(world.told.made.get(list)?.["id"]);

/** Pages of what was filled. Other records of the same kinds follow by links. */
function filled(): string[] {
  const { customer, reseller } = world;
  const tabs = ["", "/details", "/ip-devices", "/sip-devices", "/dialing-routes", "/dids", "/source-rules", "/calls"];
  return [
    ...tabs.map((tab) => `/customers/${customer.account}${tab}`),
    ...[`/resellers/${reseller.account}`, `/tariffs/${idOf("tariffs")}`, `/vendors/${idOf("vendors")}`],
    ...[`/routes/${idOf("routes")}`, `/intake/${idOf("cdr-sources")}`, `/webhooks/${idOf("webhooks")}`, "/"],
  ];
}

/** What a field belongs to: `POST /api/v1/vendors/{id}/gateways name` → `vendors gateways`. */
const kindOf = (field: string): string =>
  (field.split(" ")[1] ?? "")
    .split("/")
    .filter((step) => /^[a-z-]+$/.test(step) && step !== "api")
    .join(" ");

/** Of these a text is kept and stands on a page. */
const shownKinds = [
  ...["tariffs", "tariffs rates", "tariffs cards", "tariffs rate-imports", "vendors", "vendors gateways", "routes"],
  ...["dids", "cdr-sources", "api-keys", "webhooks", "customer-imports", "settings", "customers ip-devices"],
  ...["customers sip-devices", "customers payments"],
];

it.each(widths)(
  "the office shows hostile text as text at %i px, on every page, and runs none of it",
  patience,
  async (width) => {
    const { browser, origin } = stack();
    const seen = await seenBy(
      await visit(browser, origin, width),
      { username: "admin", password, path: "/" },
      filled(),
    );
    expect(seen.faults).toEqual([]);
    expect(seen.kinds.length).toBeGreaterThan(50);
    if (width === 390) return;
    const shown = world.told.kept
      .filter(({ text }) => seen.text.includes(plain(text)))
      .map(({ field }) => kindOf(field));
    expect(shownKinds.filter((kind) => !shown.includes(kind))).toEqual([]);
    // What callers and switches sent, of which the pages show more than a list's first lines.
    expect(hostileTexts.filter((text) => seen.text.includes(plain(text))).length).toBeGreaterThan(40);
  },
);

const others = [
  { whose: "a reseller's pages do", who: () => world.reseller.username, path: "/", least: 20 },
  { whose: "a customer's portal does", who: () => world.customer.username, path: "/portal", least: 10 },
].flatMap((other) => widths.map((width) => ({ ...other, width })));

it.each(others)("$whose the same at $width px", patience, async ({ who, path, least, width }) => {
  const { browser, origin } = stack();
  const person = { username: who(), password: goodPassword, path };
  const seen = await seenBy(await visit(browser, origin, width), person, [path]);
  expect(seen.faults).toEqual([]);
  expect(seen.kinds.length).toBeGreaterThan(least);
});
