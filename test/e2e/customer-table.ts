import type { Page } from "playwright-core";

/** The headers of the table, from left to right. */
export const headers = async (page: Page) =>
  (await page.getByRole("table", { name: "Customers" }).locator("thead th").allInnerTexts())
    .map((text) => text.trim())
    .filter((text) => text !== "" && text !== "Actions");

export const rowHeight = (page: Page) =>
  page
    .locator("tbody tr td")
    .first()
    .evaluate((cell) => cell.clientHeight);

/** Pixels between the company and a column that is kept in sight, with the table scrolled to its other side. */
export const pinnedAt = (page: Page, header: string) =>
  page.getByRole("region", { name: "Customers" }).evaluate((region, label) => {
    region.scrollLeft = 10_000;
    const [company, column] = ["[data-main]", `[data-label=${label}]`].map((cell) => region.querySelector(`td${cell}`));
    const gap = (column?.getBoundingClientRect().left ?? 0) - (company?.getBoundingClientRect().right ?? 0);
    return region.scrollLeft > 0 ? Math.round(gap) : Number.NaN;
  }, header);
