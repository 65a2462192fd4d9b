import { getCustomer } from "../customers/customer.store.ts";
import { logoBytes } from "../settings/logo.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Letterhead } from "./formats/table-file.ts";

/** What the settings say now about whose paper it is. Rows of one demo customer are marked as such. */
export async function letterheadNow(filter: Record<string, unknown>): Promise<Letterhead> {
  const { account } = filter;
  const customer = typeof account === "string" && /^C\d{8}$/.test(account) ? await getCustomer(account) : undefined;
  const { companyName, supportEmail, sellerName, sellerAddress, sellerTaxNumber, logo } = await getSettings();
  const address = sellerAddress?.split(/\r?\n/) ?? [];
  return {
    company: companyName,
    supportEmail,
    seller: [sellerName ?? companyName, ...address, ...(sellerTaxNumber ? [`Tax number ${sellerTaxNumber}`] : [])],
    logo: (logo && (await logoBytes(logo))) ?? null,
    watermark: customer?.customerType === "DEMO" ? "DEMO" : null,
  };
}
