import type { Locator, Page } from "playwright-core";

/** Controls by what they are called. */

export const button = (scope: Page | Locator, name: string) => scope.getByRole("button", { name, exact: true });
export const fromMenu = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
export const field = (scope: Page | Locator, name: string) => scope.getByRole("textbox", { name, exact: true });

/** Picks from a list that is searched by typing. */
export async function choose(scope: Locator, name: string, typed: string, option: string | RegExp): Promise<void> {
  await scope.getByRole("combobox", { name, exact: true }).or(field(scope, name)).first().fill(typed);
  await scope.page().getByRole("option", { name: option }).first().click();
}
