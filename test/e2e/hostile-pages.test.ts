import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { goodPassword } from "../support/api.ts";
import { cutOff } from "../support/browser.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { emptyStackOfThisFile, password } from "./demo-stack.ts";
import { everyPage, kindOf as pageKind } from "./every-page.ts";
import { type HostileRecords, hostileRecords } from "./hostile-records.ts";
import { harmIn, hostileTexts, watchRuns } from "./hostile-text.ts";

const stack = emptyStackOfThisFile();
let world: HostileRecords;
beforeAll(async () => {
  world = await hostileRecords({ ...stack(), password });
}, 1_800_000);

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
  /** Page by page. */
  said: { where: string; text: string }[];
}

/** Everything that the person can open, `first` before all else. */
async function seenBy(visitor: Visitor, who: Person, first: readonly string[]): Promise<Seen> {
  const { page, complaints } = visitor;
  const faults: string[] = [];
  const said: Seen["said"] = [];
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
    said.push({ where, text: plain(await saidBy(at)) });
  };
  const kinds = await everyPage(visitor, { first, look, layers: true, widths: [1280, 390] });
  await page.context().close();
  return { kinds, faults, said };
}

const idOf = (list: string): string => String(world.told.made.get(list)?.["id"]);

/** Pages of what was filled. Other records of the same kinds follow by links. */
function filled(): string[] {
  const { customer, reseller, scenes } = world;
  const tabs = ["", "/details", "/ip-devices", "/sip-devices", "/dialing-routes", "/dids", "/source-rules", "/calls"];
  return [
    ...scenes.map(({ path }) => path),
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

it(
  "the office shows hostile text as text, on every page and at both widths, and runs none of it",
  patience,
  async () => {
    const { browser, origin } = stack();
    const admin = { username: "admin", password, path: "/" };
    const seen = await seenBy(await visit(browser, origin, 1280), admin, filled());
    expect(seen.faults).toEqual([]);
    expect(seen.kinds.length).toBeGreaterThan(50);
    const stands = (text: string, on = "") =>
      seen.said.some((one) => one.where.startsWith(on) && one.text.includes(plain(text)));
    const shown = world.told.kept.filter(({ text }) => stands(text)).map(({ field }) => kindOf(field));
    expect(shownKinds.filter((kind) => !shown.includes(kind))).toEqual([]);
    // What callers and switches sent, of which the pages show more than a list's first lines.
    expect(hostileTexts.filter((text) => stands(text)).length).toBeGreaterThan(40);
    // What comes to a page by another way than a field, each on its own page.
    const at = (path: string) => `${pageKind(new URL(path, origin))} at`;
    expect(world.scenes.filter(({ path, text }) => !stands(text, at(path))).map(({ what }) => what)).toEqual([]);
  },
);

it.each([
  { whose: "a reseller's pages do", who: () => world.reseller.username, path: "/", least: 20 },
  { whose: "a customer's portal does", who: () => world.customer.username, path: "/portal", least: 10 },
])("$whose the same", patience, async ({ who, path, least }) => {
  const { browser, origin } = stack();
  const person = { username: who(), password: goodPassword, path };
  const seen = await seenBy(await visit(browser, origin, 1280), person, [path]);
  expect(seen.faults).toEqual([]);
  expect(seen.kinds.length).toBeGreaterThan(least);
});
