import type { selfEditTabs } from "../../../functions/customers/customer-fields.ts";

/** The tabs as their pages are called. */
export const selfEditWords: Record<(typeof selfEditTabs)[number], string> = {
  "ip-devices": "IP devices",
  "sip-devices": "SIP devices",
  "dialing-routes": "Dialing routes",
  source: "Source translation",
  destination: "Destination translation",
  "did-source": "DID source translation",
  "did-destination": "DID destination translation",
};
