import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import { demoSellers } from "../../bin/demo/resellers.ts";
import { cutOff, pushedSideways, type Width } from "../support/browser.ts";
import { settled, signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";

const demo = demoOfThisFile();

/** What stands for one thing among many in an address: an account, an id, a day, an invoice's number. */
const names = /\/(?:C\d{8}|[a-z]{2,4}_[0-9A-Z]{26}|\d{4}-\d\d-\d\d|[A-Z\d-]*\d{2,}[A-Z\d-]*)(?=\/|$)/g;
/** Pages of one shape differ by what they have to show: so many of each are looked at. */
const ofEachShape = 2;

/** Addresses, with no filters but what is part of a page's own name, that the page leads to. */
const linksOf = (page: Page, below: string): Promise<string[]> =>
  page.evaluate(
    (start) =>
      [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
        .map(({ href }) => new URL(href))
        .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith("/api"))
        .filter(({ pathname }) => pathname.startsWith(start))
        .map(({ pathname, searchParams }) => {
          const part = ["tab", "import"].find((name) => searchParams.has(name));
          return part ? `${pathname}?${part}=${searchParams.get(part)}` : pathname;
        }),
    below,
  );

/** Follows every link from page to page, few of each shape, and says what is wrong with the pages that it comes to. */
async function walk(page: Page, origin: string, seeds: string[], faultsOf: () => Promise<string[]>) {
  const [start = "/"] = seeds;
  const shapes = new Map<string, number>();
  const [queue, faults] = [[...seeds], [] as string[]];
  for (let at = 0; at < queue.length; at++) {
    const path = queue[at] ?? start;
    await page.goto(origin + path);
    await page.locator("main h1").first().waitFor();
    await settled(page);
    faults.push(...(await faultsOf()).map((fault) => `${path}: ${fault}`));
    for (const link of await linksOf(page, start)) {
      const shape = link.replace(names, "/*").replace(/import=.*/, "import=*");
      const seen = shapes.get(shape) ?? 0;
      if (queue.includes(link) || seen >= ofEachShape) continue;
      shapes.set(shape, seen + 1);
      queue.push(link);
    }
  }
  return { faults, pages: queue.length };
}

const seller = demoSellers[0]?.username ?? "";
const people: [who: string, username: string, least: number][] = [
  ["the operator", "admin", 90],
  ["a reseller", seller, 50],
  ["a customer", "acmevoice", 15],
];
const cases = people.flatMap((person) =>
  ([1280, 390] as const).map((width): [...typeof person, Width] => [...person, width]),
);

it.each(cases)(
  "every page that %s (%s) comes to, of which there are more than %i, is seen whole at %i px without being pushed sideways",
  { timeout: 900_000 },
  async (_who, username, least, width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    const start = username === "acmevoice" ? "/portal" : "/";
    await signIn(visitor, username === "admin" ? password : demoPassword, start, username);
    const seeds = username === "admin" ? [start, `/customers/${known.account}`, `/tariffs/${known.tariff}`] : [start];
    // A phone has a bar of tabs that is drawn along; its tables are cards.
    const faultsOf = () => (width === 1280 ? pushedSideways(page) : cutOff(page));
    const { faults, pages } = await walk(page, origin, seeds, faultsOf);
    expect([...faults, ...complaints]).toEqual([]);
    expect(pages).toBeGreaterThan(least);
    await page.context().close();
  },
);
