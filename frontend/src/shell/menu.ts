import {
  IconArrowsExchange,
  IconBuildingFactory2,
  IconCurrencyDollar,
  IconDownload,
  IconFileImport,
  IconFileUnknown,
  IconHistory,
  IconHome2,
  IconHourglassLow,
  IconKey,
  IconListSearch,
  IconMail,
  IconRoute,
  IconSettings,
  IconUserShield,
  IconUsers,
} from "@tabler/icons-react";

export const menu = [
  { group: "", items: [{ to: "/", label: "Home", icon: IconHome2, exact: true }] },
  { group: "User management", items: [{ to: "/customers", label: "Customers", icon: IconUsers, exact: false }] },
  {
    group: "Rates",
    items: [
      { to: "/tariffs", label: "Tariffs", icon: IconCurrencyDollar, exact: false },
      { to: "/exchange-rates", label: "Exchange rates", icon: IconArrowsExchange, exact: false },
      { to: "/rates/lookup", label: "Rate lookup", icon: IconListSearch, exact: false },
    ],
  },
  {
    group: "Routing",
    items: [
      { to: "/vendors", label: "Vendors", icon: IconBuildingFactory2, exact: false },
      { to: "/routes", label: "Routes", icon: IconRoute, exact: false },
    ],
  },
  {
    group: "Traffic",
    items: [
      { to: "/intake", label: "CDR intake", icon: IconFileImport, exact: false },
      { to: "/suspense", label: "Suspense", icon: IconHourglassLow, exact: false },
      { to: "/missing-cdrs", label: "Missing CDRs", icon: IconFileUnknown, exact: false },
    ],
  },
  {
    group: "System",
    items: [
      { to: "/mails", label: "Mail", icon: IconMail, exact: false },
      { to: "/exports", label: "Exports", icon: IconDownload, exact: false },
      { to: "/users", label: "Users", icon: IconUserShield, exact: false },
      { to: "/api-keys", label: "API keys", icon: IconKey, exact: false },
      { to: "/audit", label: "Audit log", icon: IconHistory, exact: false },
      { to: "/settings", label: "Settings", icon: IconSettings, exact: false },
    ],
  },
] as const;
