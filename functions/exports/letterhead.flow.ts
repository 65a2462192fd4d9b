import { getCustomer } from "../customers/customer.store.ts";
import { brandShown } from "../resellers/brand.flow.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { logoBytes } from "../settings/logo.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { StoredExport } from "./export.ts";
import type { Letterhead } from "./formats/table-file.ts";

/** The operator's, as the settings say now. */
async function operatorsHead(): Promise<Omit<Letterhead, "watermark">> {
  const { companyName, supportEmail, sellerName, sellerAddress, sellerTaxNumber, logo } = await getSettings();
  const address = sellerAddress?.split(/\r?\n/) ?? [];
  return {
    company: companyName,
    supportEmail,
    seller: [sellerName ?? companyName, ...address, ...(sellerTaxNumber ? [`Tax number ${sellerTaxNumber}`] : [])],
    logo: (logo && (await logoBytes(logo))) ?? null,
  };
}

/** That of the reseller whose brand the account shows; undefined where it is the operator's. */
async function resellersHead(account: string | undefined): Promise<Omit<Letterhead, "watermark"> | undefined> {
  const shown = account === undefined ? undefined : await brandShown(account);
  if (!shown) return undefined;
  const { reseller, brand } = shown;
  const company = brand.companyName ?? reseller.company;
  const logo = (brand.logo && (await logoBytes(brand.logo))) ?? null;
  return { company, supportEmail: brand.supportEmail ?? reseller.email, seller: [company], logo };
}

/**
 * Whose paper it is now: of one customer's rows that which the customer is shown, of lists that of whoever asked. Rows of
 * one demo customer are marked as such.
 */
export async function letterheadNow({ filter, asker }: Pick<StoredExport, "filter" | "asker">): Promise<Letterhead> {
  const account = "account" in filter ? filter.account : undefined;
  const customer = typeof account === "string" && /^C\d{8}$/.test(account) ? await getCustomer(account) : undefined;
  const reseller = typeof account === "string" && !customer ? await getReseller(account) : undefined;
  const own = asker.account ?? undefined;
  // A reseller's own rows are on the paper of whoever sells to it.
  const shownTo = customer?.account ?? (reseller ? (reseller.parent ?? undefined) : own);
  const head = (await resellersHead(shownTo)) ?? (await operatorsHead());
  return { ...head, watermark: customer?.customerType === "DEMO" ? "DEMO" : null };
}
