import type { Page } from "playwright-core";
import { sizeOf, type Width } from "../support/browser.ts";
import { type Traffic, trafficOf, type Visitor } from "../support/visitor.ts";

/** Opens every page that somebody can get to by links, and what opens over them. */

/** The kind of a page: its address without what tells one record from another. */
export const kindOf = ({ pathname, searchParams }: URL): string => {
  const steps = pathname.split("/").map((step) => (/^[a-z-]*$/.test(step) ? step : "*"));
  const asked = [...searchParams].map(([name, value]) => (name === "tab" ? `${name}=${value}` : name));
  return [steps.join("/"), ...asked.sort()].join("?");
};

const linksIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href));

/** What changes, ends or fetches something at a press; all else that stands in a row opens or unfolds. */
const acts =
  /delete|remove|revoke|stop|release|void|download|retry|send|cancel|close|apply|save|copy|reverse|approve|reject|undo|log in|run|mark|write off|again|^actions for/i;

/** Names of what can be pressed in the first row of a list, and of what can be unfolded. */
const openersIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rows = "main#main tbody tr:first-child button:enabled, main#main summary";
    const all = [...document.querySelectorAll<HTMLElement>(rows)].filter((one) => one.offsetParent !== null);
    return all.map((one, at) => {
      one.setAttribute("data-opener", String(at));
      return (one.getAttribute("aria-label") ?? one.textContent ?? "").trim();
    });
  });

/** Sees each page, once it stands still, at each width; `where` says which. */
export type Look = (page: Page, where: string) => Promise<void>;

export interface Course {
  /** Paths that are opened first: of a kind of page these are the ones that are seen. */
  first: readonly string[];
  look: Look;
  /** Whether what opens over the pages is opened too. */
  layers: boolean;
  /** A page is loaded at the first and seen at each: what depends on the width follows it. */
  widths: readonly [Width, ...Width[]];
}

interface Walk extends Course {
  page: Page;
  traffic: Traffic;
}

async function widen({ page, traffic }: Walk, width: Width): Promise<void> {
  if (page.viewportSize()?.width === width) return;
  await page.setViewportSize(sizeOf(width));
  await traffic.rested();
}

async function lookAtEach(walk: Walk, where: string): Promise<void> {
  for (const width of walk.widths) {
    await widen(walk, width);
    await walk.look(walk.page, `${where} at ${width} px`);
  }
  await widen(walk, walk.widths[0]);
}

/** What is opened of a page at most: lines of a list unfold alike. */
const mostLayers = 6;

/** Opens what can be opened. */
async function openLayers(walk: Walk, address: string): Promise<void> {
  const { page, traffic } = walk;
  const names = await openersIn(page);
  const wanted = [...names.entries()].filter(([at, name]) => !acts.test(name) && names.indexOf(name) === at);
  for (const [at, name] of wanted.slice(0, mostLayers)) {
    const opener = page.locator(`[data-opener="${at}"]`);
    if ((await opener.count()) === 0) await openersIn(page);
    if ((await opener.count()) === 0) continue;
    // By key, since a message may lie over it for a while.
    await opener.press("Enter");
    await traffic.rested();
    await lookAtEach(walk, `${address} › ${name.slice(0, 40)}`);
    const dialogs = page.locator("[role=dialog]");
    if ((await dialogs.count()) > 0) {
      await page.keyboard.press("Escape");
      await traffic.rested();
    }
    if (page.url() !== address || (await dialogs.count()) > 0) await open(walk, address);
  }
}

async function open({ page, traffic }: Walk, address: string): Promise<void> {
  await traffic.goTo(address);
  await page.locator("main#main h1").first().waitFor();
  await traffic.rested();
}

/** The API, its document, and files. */
const isNoPage = ({ pathname, searchParams }: URL): boolean =>
  /^\/(api|docs)\b/.test(pathname) || searchParams.has("X-Amz-Signature");

/** @returns the kinds of pages that were opened */
export async function everyPage({ page, origin }: Visitor, course: Course): Promise<string[]> {
  const walk = { ...course, page, traffic: trafficOf(page) };
  const seen = new Set<string>();
  const next = course.first.map((path) => new URL(path, origin).href);
  for (let address = next.shift(); address !== undefined; address = next.shift()) {
    const url = new URL(address);
    const kind = kindOf(url);
    if (seen.has(kind) || url.origin !== origin || isNoPage(url)) continue;
    seen.add(kind);
    await open(walk, address);
    await lookAtEach(walk, kind);
    next.push(...(await linksIn(page)));
    if (course.layers) await openLayers(walk, page.url());
  }
  return [...seen];
}
