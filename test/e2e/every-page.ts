import type { Page } from "playwright-core";
import { settled, type Visitor } from "../support/visitor.ts";

/** Opens every page that somebody can get to by links, and what opens over them. */

/** The kind of a page: its address without what tells one record from another. */
const kindOf = ({ pathname, searchParams }: URL): string => {
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

/** Sees each page, once it stands still; `where` says which. */
export type Look = (page: Page, where: string) => Promise<void>;

/** What is opened of a page at most: lines of a list unfold alike. */
const mostLayers = 6;

/** Opens what can be opened. */
async function openLayers(page: Page, address: string, look: Look): Promise<void> {
  const names = await openersIn(page);
  const wanted = [...names.entries()].filter(([at, name]) => !acts.test(name) && names.indexOf(name) === at);
  for (const [at, name] of wanted.slice(0, mostLayers)) {
    const opener = page.locator(`[data-opener="${at}"]`);
    if ((await opener.count()) === 0) await openersIn(page);
    if ((await opener.count()) === 0) continue;
    // By key, since a message may lie over it for a while.
    await opener.press("Enter");
    await settled(page);
    await look(page, `${address} › ${name.slice(0, 40)}`);
    if (page.url() !== address || (await page.locator("[role=dialog]").count()) > 0) await open(page, address);
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("main#main h1").first().waitFor();
  await settled(page);
}

/** The API, its document, and files. */
const isNoPage = ({ pathname, searchParams }: URL): boolean =>
  /^\/(api|docs)\b/.test(pathname) || searchParams.has("X-Amz-Signature");

export interface Course {
  /** Paths that are opened first: of a kind of page these are the ones that are seen. */
  first: readonly string[];
  look: Look;
  /** Whether what opens over the pages is opened too. */
  layers: boolean;
}

/** @returns the kinds of pages that were opened */
export async function everyPage({ page, origin }: Visitor, { first, look, layers }: Course): Promise<string[]> {
  const seen = new Set<string>();
  const next = first.map((path) => new URL(path, origin).href);
  for (let address = next.shift(); address !== undefined; address = next.shift()) {
    const url = new URL(address);
    const kind = kindOf(url);
    if (seen.has(kind) || url.origin !== origin || isNoPage(url)) continue;
    seen.add(kind);
    await open(page, address);
    await look(page, kind);
    next.push(...(await linksIn(page)));
    if (layers) await openLayers(page, page.url(), look);
  }
  return [...seen];
}
