import {
  IconAdjustments,
  IconArrowsTransferDown,
  IconCash,
  IconChartBar,
  IconDownload,
  IconFileInvoice,
  IconFileSpreadsheet,
  IconHome2,
  IconKey,
  IconListDetails,
  IconNetwork,
  IconPhone,
  IconPhoneCalling,
  IconPhoneIncoming,
  IconReceipt2,
  IconShieldLock,
  IconTags,
} from "@tabler/icons-react";
import type { CustomerView } from "../customers/customer.api.ts";

type Tab = CustomerView["selfEdit"][number];

interface Entry {
  /** The page below the customer; undefined where it is about the login. */
  tab?: string;
  to?: string;
  label: string;
  icon: typeof IconHome2;
  /** It is there only for whom staff opened it. */
  opened?: Tab;
}

export const groups: readonly { title: string; items: readonly Entry[] }[] = [
  {
    title: "",
    items: [
      { tab: "", label: "Home", icon: IconHome2 },
      { tab: "calls", label: "Call history", icon: IconPhoneCalling },
      { tab: "analysis", label: "Usage", icon: IconChartBar },
      { tab: "call-files", label: "Call files", icon: IconFileSpreadsheet },
    ],
  },
  {
    title: "Money",
    items: [
      { tab: "invoices", label: "Invoices", icon: IconFileInvoice },
      { tab: "payments", label: "Payments", icon: IconCash },
      { tab: "statement", label: "Statement", icon: IconReceipt2 },
      { tab: "prices", label: "My rates", icon: IconTags },
    ],
  },
  {
    title: "Telephony",
    items: [
      { tab: "sip-devices", label: "SIP devices", icon: IconPhone },
      { tab: "ip-devices", label: "IP devices", icon: IconNetwork },
      { tab: "dids", label: "My numbers", icon: IconPhoneIncoming },
      { tab: "dialing-routes", label: "Dialing routes", icon: IconListDetails, opened: "dialing-routes" },
      { tab: "source-rules", label: "Source translation", icon: IconArrowsTransferDown, opened: "source" },
      {
        tab: "destination-rules",
        label: "Destination translation",
        icon: IconArrowsTransferDown,
        opened: "destination",
      },
      { tab: "did-source-rules", label: "DID source translation", icon: IconArrowsTransferDown, opened: "did-source" },
      {
        tab: "did-destination-rules",
        label: "DID destination translation",
        icon: IconArrowsTransferDown,
        opened: "did-destination",
      },
      { tab: "try-call", label: "Try a call", icon: IconAdjustments },
    ],
  },
  {
    title: "You",
    items: [
      { to: "/account", label: "Profile and security", icon: IconShieldLock },
      { to: "/own-api-keys", label: "API keys", icon: IconKey },
      { to: "/exports", label: "Downloads", icon: IconDownload },
    ],
  },
];

/** The menu of a customer with these tabs opened to it. */
export const menuFor = (selfEdit: readonly string[]) =>
  groups.map(({ title, items }) => ({
    title,
    items: items.filter(({ opened }) => opened === undefined || selfEdit.includes(opened)),
  }));

/** Of the page that is open; pages without an entry of their own are called by the nearest. */
export const labelOf = (tab: string): string =>
  groups.flatMap(({ items }) => items).find((item) => item.tab === tab)?.label ?? "";
