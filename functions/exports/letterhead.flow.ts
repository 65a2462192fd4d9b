import { logoBytes } from "../settings/logo.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Letterhead } from "./formats/table-file.ts";

/** What the settings say now about whose paper it is. */
export async function letterheadNow(): Promise<Letterhead> {
  const { companyName, supportEmail, sellerName, sellerAddress, sellerTaxNumber, logo } = await getSettings();
  const address = sellerAddress?.split(/\r?\n/) ?? [];
  return {
    company: companyName,
    supportEmail,
    seller: [sellerName ?? companyName, ...address, ...(sellerTaxNumber ? [`Tax number ${sellerTaxNumber}`] : [])],
    logo: (logo && (await logoBytes(logo))) ?? null,
    watermark: null,
  };
}
