import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { noAuditFilters, noCallFilters, noCustomerFilters, noInvoiceFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";
import { forgotPassword, root, setPassword, signIn } from "./outside-routes.ts";
import { queryClient } from "./query-client.ts";
import { NotFound } from "./shell/not-found.tsx";
import { RouteProblem } from "./shell/route-problem.tsx";
import { intake, intakeDay, intakeSource, missingCdrs, suspense } from "./traffic-routes.ts";

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home.page.tsx"), "HomePage"),
});

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

const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$account",
  component: lazyRouteComponent(() => import("./customers/customer.page.tsx"), "CustomerPage"),
});

const customerTabs = [
  createRoute({
    getParentRoute: () => customer,
    path: "/",
    component: lazyRouteComponent(() => import("./customers/overview.page.tsx"), "OverviewPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/details",
    component: lazyRouteComponent(() => import("./customers/details.page.tsx"), "DetailsPage"),
  }),
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
    ...searchIn({ cld: "", cli: "", device: "", at: "", seconds: "" }),
    component: lazyRouteComponent(() => import("./switch/try-call.page.tsx"), "TryCallPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/calls",
    ...searchIn(noCallFilters),
    component: lazyRouteComponent(() => import("./cdrs/calls.page.tsx"), "CallsPage"),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: "/payments",
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

const resellers = createRoute({
  getParentRoute: () => inside,
  path: "/resellers",
  component: lazyRouteComponent(() => import("./resellers/resellers.page.tsx"), "ResellersPage"),
});

const reseller = createRoute({
  getParentRoute: () => inside,
  path: "/resellers/$account",
  component: lazyRouteComponent(() => import("./resellers/reseller.page.tsx"), "ResellerPage"),
});

const invoices = createRoute({
  getParentRoute: () => inside,
  path: "/invoices",
  ...searchIn(noInvoiceFilters),
  component: lazyRouteComponent(() => import("./invoices/invoices.page.tsx"), "InvoicesPage"),
});

const billingRuns = createRoute({
  getParentRoute: () => inside,
  path: "/billing-runs",
  ...searchIn({ run: "" }),
  component: lazyRouteComponent(() => import("./invoices/billing-runs.page.tsx"), "BillingRunsPage"),
});

const tariffs = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs",
  component: lazyRouteComponent(() => import("./tariffs/tariffs.page.tsx"), "TariffsPage"),
});

const tariff = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs/$tariffId",
  ...searchIn({ prefix: "", at: "", card: "" }),
  component: lazyRouteComponent(() => import("./tariffs/tariff.page.tsx"), "TariffPage"),
});

const rateImport = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs/$tariffId/import",
  ...searchIn({ import: "", tab: "" }),
  component: lazyRouteComponent(() => import("./tariffs/rate-import.page.tsx"), "RateImportPage"),
});

const rateLookup = createRoute({
  getParentRoute: () => inside,
  path: "/rates/lookup",
  ...searchIn({ number: "", tariff: "", account: "", at: "" }),
  component: lazyRouteComponent(() => import("./tariffs/rate-lookup.page.tsx"), "RateLookupPage"),
});

const rateComparison = createRoute({
  getParentRoute: () => inside,
  path: "/rates/compare",
  ...searchIn({ tariff: "", prefix: "", destination: "", verdict: "", seconds: "" }),
  component: lazyRouteComponent(() => import("./costs/rate-comparison.page.tsx"), "RateComparisonPage"),
});

const priceFromCost = createRoute({
  getParentRoute: () => inside,
  path: "/rates/from-cost",
  component: lazyRouteComponent(() => import("./costs/price-from-cost.page.tsx"), "PriceFromCostPage"),
});

const exchangeRates = createRoute({
  getParentRoute: () => inside,
  path: "/exchange-rates",
  ...searchIn({ currency: "" }),
  component: lazyRouteComponent(() => import("./exchange-rates/exchange-rates.page.tsx"), "ExchangeRatesPage"),
});

const routes = createRoute({
  getParentRoute: () => inside,
  path: "/routes",
  component: lazyRouteComponent(() => import("./routing/routes.page.tsx"), "RoutesPage"),
});

const route = createRoute({
  getParentRoute: () => inside,
  path: "/routes/$routeId",
  ...searchIn({ prefix: "", number: "" }),
  component: lazyRouteComponent(() => import("./routing/route.page.tsx"), "RoutePage"),
});

const vendors = createRoute({
  getParentRoute: () => inside,
  path: "/vendors",
  component: lazyRouteComponent(() => import("./vendors/vendors.page.tsx"), "VendorsPage"),
});

const vendor = createRoute({
  getParentRoute: () => inside,
  path: "/vendors/$vendorId",
  component: lazyRouteComponent(() => import("./vendors/vendor.page.tsx"), "VendorPage"),
});

const users = createRoute({
  getParentRoute: () => inside,
  path: "/users",
  component: lazyRouteComponent(() => import("./users/users.page.tsx"), "UsersPage"),
});

const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("./api-keys/api-keys.page.tsx"), "ApiKeysPage"),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  ...searchIn(noAuditFilters),
  component: lazyRouteComponent(() => import("./audit/audit.page.tsx"), "AuditPage"),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/settings.page.tsx"), "SettingsPage"),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/account.page.tsx"), "AccountPage"),
});

const payments = createRoute({
  getParentRoute: () => inside,
  path: "/payments",
  component: lazyRouteComponent(() => import("./payments/payments.page.tsx"), "PaymentsPage"),
});

const ledgerChecks = createRoute({
  getParentRoute: () => inside,
  path: "/ledger-checks",
  component: lazyRouteComponent(() => import("./ledger-checks/ledger-checks.page.tsx"), "LedgerChecksPage"),
});

const mails = createRoute({
  getParentRoute: () => inside,
  path: "/mails",
  ...searchIn({ status: "", kind: "", mail: "" }),
  component: lazyRouteComponent(() => import("./mail/mails.page.tsx"), "MailsPage"),
});

const mailWording = createRoute({
  getParentRoute: () => inside,
  path: "/mails/wording",
  ...searchIn({ kind: "" }),
  component: lazyRouteComponent(() => import("./mail/wording.page.tsx"), "MailWordingPage"),
});

const exports = createRoute({
  getParentRoute: () => inside,
  path: "/exports",
  component: lazyRouteComponent(() => import("./exports/exports.page.tsx"), "ExportsPage"),
});

const routeTree = root.addChildren([
  signIn,
  forgotPassword,
  setPassword,
  inside.addChildren([
    home,
    customers,
    newCustomer,
    customerImport,
    customer.addChildren(customerTabs),
    resellers,
    reseller,
    invoices,
    billingRuns,
    tariffs,
    tariff,
    rateImport,
    rateLookup,
    rateComparison,
    priceFromCost,
    exchangeRates,
    routes,
    route,
    vendors,
    vendor,
    intake,
    intakeSource,
    intakeDay,
    suspense,
    missingCdrs,
    users,
    apiKeys,
    audit,
    settings,
    account,
    payments,
    ledgerChecks,
    mails,
    mailWording,
    exports,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: RouteProblem,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
