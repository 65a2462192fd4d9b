import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import { demoSellers } from "../../bin/demo/resellers.ts";
import { cutOff, pushedSideways } from "../support/browser.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { everyPage } from "./every-page.ts";

const demo = demoOfThisFile();

const seller = demoSellers[0]?.username ?? "";
const people: [who: string, username: string, least: number][] = [
  ["the operator", "admin", 60],
  ["a reseller", seller, 30],
  ["a customer", "acmevoice", 12],
];

it.each(people)(
  "every page that %s (%s) comes to, of which there are more than %i, is seen whole at both widths without being pushed sideways",
  { timeout: 900_000 },
  async (_who, username, least) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    const start = username === "acmevoice" ? "/portal" : "/";
    await signIn(visitor, username === "admin" ? password : demoPassword, start, username);
    const first = username === "admin" ? [start, `/customers/${known.account}`, `/tariffs/${known.tariff}`] : [start];
    const faults: string[] = [];
    // A phone has a bar of tabs that is drawn along; its tables are cards.
    const look = async (_page: Page, where: string) => {
      const found = page.viewportSize()?.width === 1280 ? await pushedSideways(page) : await cutOff(page);
      faults.push(...found.map((fault) => `${where}: ${fault}`));
    };
    const pages = await everyPage(visitor, { first, look, layers: false, widths: [1280, 390] });
    expect([...faults, ...complaints]).toEqual([]);
    expect(pages.length).toBeGreaterThan(least);
    await page.context().close();
  },
);
