import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { customer, customerTabs, details } from "./customer-tab-routes.ts";
import { noCustomerFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";

/** Customers and resellers. */

const customers = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  ...searchIn(noCustomerFilters),
  component: lazyRouteComponent(() => import("./customers/customers.page.tsx"), "CustomersPage"),
});

const newCustomer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/new",
  component: lazyRouteComponent(() => import("./customers/add-customer.page.tsx"), "AddCustomerPage"),
});

const customerImport = createRoute({
  getParentRoute: () => inside,
  path: "/customers/import",
  ...searchIn({ import: "", kind: "", outcome: "" }),
  component: lazyRouteComponent(() => import("./customer-imports/customer-import.page.tsx"), "CustomerImportPage"),
});

const resellers = createRoute({
  getParentRoute: () => inside,
  path: "/resellers",
  component: lazyRouteComponent(() => import("./resellers/resellers.page.tsx"), "ResellersPage"),
});

const reseller = createRoute({
  getParentRoute: () => inside,
  path: "/resellers/$account",
  ...searchIn({ from: "", to: "" }),
  component: lazyRouteComponent(() => import("./resellers/reseller.page.tsx"), "ResellerPage"),
});

export const customerRoutes = [
  customers,
  newCustomer,
  customerImport,
  customer.addChildren([details, ...customerTabs]),
  resellers,
  reseller,
] as const;
