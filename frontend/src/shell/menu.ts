import {
  IconCurrencyDollar,
  IconDownload,
  IconFileImport,
  IconHome2,
  IconHourglassLow,
  IconListSearch,
  IconRoute,
  IconUsers,
} from "@tabler/icons-react";

export const menu = [
  { group: "", items: [{ to: "/", label: "Home", icon: IconHome2, exact: true }] },
  { group: "User management", items: [{ to: "/customers", label: "Customers", icon: IconUsers, exact: false }] },
  {
    group: "Rates",
    items: [
      { to: "/tariffs", label: "Tariffs", icon: IconCurrencyDollar, exact: false },
      { to: "/rates/lookup", label: "Rate lookup", icon: IconListSearch, exact: false },
    ],
  },
  { group: "Routing", items: [{ to: "/routes", label: "Routes", icon: IconRoute, exact: false }] },
  {
    group: "Traffic",
    items: [
      { to: "/intake", label: "CDR intake", icon: IconFileImport, exact: false },
      { to: "/suspense", label: "Suspense", icon: IconHourglassLow, exact: false },
    ],
  },
  { group: "System", items: [{ to: "/exports", label: "Exports", icon: IconDownload, exact: false }] },
] as const;
