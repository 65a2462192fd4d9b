import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { noInvoiceFilters, noPaymentFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";

/** What calls cost and what is paid for them. */

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

const payments = createRoute({
  getParentRoute: () => inside,
  path: "/payments",
  ...searchIn(noPaymentFilters),
  component: lazyRouteComponent(() => import("./payments/payments.page.tsx"), "PaymentsPage"),
});

const ledgerChecks = createRoute({
  getParentRoute: () => inside,
  path: "/ledger-checks",
  component: lazyRouteComponent(() => import("./ledger-checks/ledger-checks.page.tsx"), "LedgerChecksPage"),
});

const rerates = createRoute({
  getParentRoute: () => inside,
  path: "/rerates",
  ...searchIn({
    ...{ make: "", account: "", tariffId: "", from: "", to: "" },
    ...{ prefix: "", destination: "", vendor: "", what: "" },
  }),
  component: lazyRouteComponent(() => import("./rerates/rerates.page.tsx"), "ReratesPage"),
});

const rerate = createRoute({
  getParentRoute: () => inside,
  path: "/rerates/$id",
  component: lazyRouteComponent(() => import("./rerates/rerate.page.tsx"), "ReratePage"),
});

const tariffs = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs",
  component: lazyRouteComponent(() => import("./tariffs/tariffs.page.tsx"), "TariffsPage"),
});

const tariff = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs/$tariffId",
  ...searchIn({ prefix: "", destination: "", at: "", card: "" }),
  component: lazyRouteComponent(() => import("./tariffs/tariff.page.tsx"), "TariffPage"),
});

const rateNotices = createRoute({
  getParentRoute: () => inside,
  path: "/tariffs/$tariffId/notices",
  ...searchIn({ notice: "" }),
  component: lazyRouteComponent(() => import("./rate-notices/rate-notices.page.tsx"), "RateNoticesPage"),
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

export const moneyRoutes = [
  invoices,
  billingRuns,
  payments,
  ledgerChecks,
  rerates,
  rerate,
  tariffs,
  tariff,
  rateNotices,
  rateImport,
  rateLookup,
  rateComparison,
  priceFromCost,
  exchangeRates,
] as const;
