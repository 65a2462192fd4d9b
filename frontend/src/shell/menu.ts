import {
  IconArrowsExchange,
  IconBinaryTree2,
  IconBuildingFactory2,
  IconCash,
  IconChartBar,
  IconCurrencyDollar,
  IconDownload,
  IconFileImport,
  IconFileInvoice,
  IconFileUnknown,
  IconHistory,
  IconHome2,
  IconHourglassLow,
  IconKey,
  IconListSearch,
  IconMail,
  IconPhoneIncoming,
  IconRoute,
  IconScale,
  IconSettings,
  IconUserShield,
  IconUsers,
} from "@tabler/icons-react";

/**
 * Every page of the menu, what it needs and whom it is for: `sellers`, the operator's people and resellers; `office`,
 * the operator's people alone.
 */
export const menu = [
  { group: "", items: [{ to: "/", label: "Home", icon: IconHome2, exact: true, whose: "sellers", needs: undefined }] },
  {
    group: "User management",
    items: [
      {
        to: "/customers",
        label: "Customers",
        icon: IconUsers,
        exact: false,
        whose: "sellers",
        needs: "customers:read",
      },
      {
        to: "/resellers",
        label: "Resellers",
        icon: IconBinaryTree2,
        exact: false,
        whose: "sellers",
        needs: "customers:read",
      },
    ],
  },
  {
    group: "Billing",
    items: [
      { to: "/invoices", label: "Invoices", icon: IconFileInvoice, exact: false, whose: "office", needs: "money:read" },
      { to: "/payments", label: "Payments", icon: IconCash, exact: false, whose: "office", needs: "money:read" },
      {
        to: "/ledger-checks",
        label: "Ledger check",
        icon: IconScale,
        exact: false,
        whose: "office",
        needs: "money:read",
      },
    ],
  },
  {
    group: "Rates",
    items: [
      {
        to: "/tariffs",
        label: "Tariffs",
        icon: IconCurrencyDollar,
        exact: false,
        whose: "sellers",
        needs: "tariffs:read",
      },
      {
        to: "/exchange-rates",
        label: "Exchange rates",
        icon: IconArrowsExchange,
        exact: false,
        whose: "office",
        needs: "tariffs:read",
      },
      {
        to: "/rates/compare",
        label: "Rate comparison",
        icon: IconScale,
        exact: false,
        whose: "office",
        needs: "vendors:read",
      },
      {
        to: "/rates/lookup",
        label: "Rate lookup",
        icon: IconListSearch,
        exact: false,
        whose: "sellers",
        needs: "tariffs:read",
      },
    ],
  },
  {
    group: "Routing",
    items: [
      {
        to: "/vendors",
        label: "Vendors",
        icon: IconBuildingFactory2,
        exact: false,
        whose: "office",
        needs: "vendors:read",
      },
      { to: "/routes", label: "Routes", icon: IconRoute, exact: false, whose: "office", needs: "routing:read" },
      { to: "/dids", label: "DIDs", icon: IconPhoneIncoming, exact: false, whose: "office", needs: "routing:read" },
    ],
  },
  {
    group: "Traffic",
    items: [
      { to: "/analysis", label: "Analysis", icon: IconChartBar, exact: false, whose: "sellers", needs: "calls:read" },
      { to: "/intake", label: "CDR intake", icon: IconFileImport, exact: false, whose: "office", needs: "intake:read" },
      {
        to: "/suspense",
        label: "Suspense",
        icon: IconHourglassLow,
        exact: false,
        whose: "office",
        needs: "intake:read",
      },
      {
        to: "/missing-cdrs",
        label: "Missing CDRs",
        icon: IconFileUnknown,
        exact: false,
        whose: "office",
        needs: "intake:read",
      },
    ],
  },
  {
    group: "System",
    items: [
      { to: "/mails", label: "Mail", icon: IconMail, exact: false, whose: "office", needs: "money:read" },
      { to: "/exports", label: "Exports", icon: IconDownload, exact: false, whose: "sellers", needs: undefined },
      { to: "/users", label: "Users", icon: IconUserShield, exact: false, whose: "office", needs: "users:write" },
      { to: "/api-keys", label: "API keys", icon: IconKey, exact: false, whose: "office", needs: "users:write" },
      { to: "/audit", label: "Audit log", icon: IconHistory, exact: false, whose: "sellers", needs: "audit:read" },
      { to: "/settings", label: "Settings", icon: IconSettings, exact: false, whose: "office", needs: "settings:read" },
    ],
  },
] as const;
