import { IconCurrencyDollar, IconFileImport, IconHome2, IconHourglassLow, IconUsers } from "@tabler/icons-react";

export const menu = [
  { group: "", items: [{ to: "/", label: "Home", icon: IconHome2, exact: true }] },
  { group: "User management", items: [{ to: "/customers", label: "Customers", icon: IconUsers, exact: false }] },
  { group: "Rates", items: [{ to: "/tariffs", label: "Tariffs", icon: IconCurrencyDollar, exact: false }] },
  {
    group: "Traffic",
    items: [
      { to: "/intake", label: "CDR intake", icon: IconFileImport, exact: false },
      { to: "/suspense", label: "Suspense", icon: IconHourglassLow, exact: false },
    ],
  },
] as const;
