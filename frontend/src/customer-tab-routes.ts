import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { noAnalysisFilters, noCallFilters, noLiveFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";

/** One customer with its tabs: for whoever is above it, and in the portal, in a frame of its own, for itself. */

export const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$account",
  component: lazyRouteComponent(() => import("./customers/customer.page.tsx"), "CustomerPage"),
});

export const overview = createRoute({
  getParentRoute: () => customer,
  path: "/",
  component: lazyRouteComponent(() => import("./customers/overview.page.tsx"), "OverviewPage"),
});

/** What only whoever is above it may change. */
export const details = createRoute({
  getParentRoute: () => customer,
  path: "/details",
  component: lazyRouteComponent(() => import("./customers/details.page.tsx"), "DetailsPage"),
});

export const customerTabs = [
  overview,
  createRoute({
    getParentRoute: () => customer,
    path: "/ip-devices",
    component: lazyRouteComponent(() => import("./devices/ip-devices.page.tsx"), "IpDevicesPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/sip-devices",
    component: lazyRouteComponent(() => import("./devices/sip-devices.page.tsx"), "SipDevicesPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/dialing-routes",
    component: lazyRouteComponent(() => import("./routing/dialing-routes.page.tsx"), "DialingRoutesPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/dids",
    component: lazyRouteComponent(() => import("./dids/customer-dids.page.tsx"), "CustomerDidsPage"),
  }),
  ...["/source-rules", "/destination-rules", "/did-source-rules", "/did-destination-rules", "/cli-rules"].map((path) =>
    createRoute({
      getParentRoute: () => customer,
      path,
      component: lazyRouteComponent(() => import("./translation/translation-rules.page.tsx"), "TranslationRulesPage"),
    }),
  ),
  createRoute({
    getParentRoute: () => customer,
    path: "/try-call",
    ...searchIn({
      cld: "",
      cli: "",
      device: "",
      at: "",
      seconds: "",
      destinationRules: "",
      sourceRules: "",
      cliRules: "",
    }),
    component: lazyRouteComponent(() => import("./switch/try-call.page.tsx"), "TryCallPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/live-calls",
    ...searchIn(noLiveFilters),
    component: lazyRouteComponent(() => import("./live-calls/customer-live-calls.page.tsx"), "CustomerLiveCallsPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/calls",
    ...searchIn(noCallFilters),
    component: lazyRouteComponent(() => import("./cdrs/calls.page.tsx"), "CallsPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/call-files",
    ...searchIn({ file: "" }),
    component: lazyRouteComponent(() => import("./call-files/call-files.page.tsx"), "CallFilesPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/prices",
    ...searchIn({ q: "", only: "" }),
    component: lazyRouteComponent(() => import("./rate-notices/price-list.page.tsx"), "PriceListPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/analysis",
    ...searchIn(noAnalysisFilters),
    component: lazyRouteComponent(() => import("./analysis/analysis.page.tsx"), "AnalysisPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/payments",
    ...searchIn({ topUp: "" }),
    component: lazyRouteComponent(() => import("./payments/customer-payments.page.tsx"), "CustomerPaymentsPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/statement",
    ...searchIn({ from: "", to: "" }),
    component: lazyRouteComponent(() => import("./ledger/statement.page.tsx"), "StatementPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/invoices",
    component: lazyRouteComponent(() => import("./invoices/customer-invoices.page.tsx"), "CustomerInvoicesPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/invoices/$number",
    component: lazyRouteComponent(() => import("./invoices/invoice.page.tsx"), "InvoicePage"),
  }),
];
