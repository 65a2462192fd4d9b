import type { Page } from "playwright-core";
import { settled } from "../support/visitor.ts";

/** The list of customers: what is on show, and what should be. */

/** Companies in the order of the list, once it is there and the filter is shown beside it. */
export async function shownRows(page: Page, chip?: string): Promise<string[]> {
  if (chip) await page.getByRole("button", { name: chip }).waitFor();
  const names = page.getByRole("table", { name: "Customers" }).locator("td[data-main] a");
  await names.first().waitFor();
  await settled(page);
  return names.allInnerTexts();
}

/** Companies that the API finds by these filters, by name. */
export const companiesOf = (page: Page, filters: string): Promise<string[]> =>
  page.evaluate(async (query) => {
    const { items } = await (await fetch(`/api/v1/customers?limit=200&${query}`)).json();
    return (items as { company: string }[]).map(({ company }) => company).sort();
  }, filters);
