import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { noComparisonFilters, noLiveFilters, noOverallFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";

/** Pages of what switches send. */

export const analysis = createRoute({
  getParentRoute: () => inside,
  path: "/analysis",
  ...searchIn(noOverallFilters),
  component: lazyRouteComponent(() => import("./analysis/overall.page.tsx"), "OverallPage"),
});

export const comparisons = createRoute({
  getParentRoute: () => inside,
  path: "/comparisons",
  ...searchIn({ account: "", vendor: "" }),
  component: lazyRouteComponent(() => import("./comparisons/comparisons.page.tsx"), "ComparisonsPage"),
});

export const comparison = createRoute({
  getParentRoute: () => inside,
  path: "/comparisons/$comparisonId",
  ...searchIn(noComparisonFilters),
  component: lazyRouteComponent(() => import("./comparisons/comparison.page.tsx"), "ComparisonPage"),
});

export const intake = createRoute({
  getParentRoute: () => inside,
  path: "/intake",
  component: lazyRouteComponent(() => import("./intake/intake.page.tsx"), "IntakePage"),
});

export const intakeSource = createRoute({
  getParentRoute: () => inside,
  path: "/intake/$sourceId",
  component: lazyRouteComponent(() => import("./intake/source.page.tsx"), "SourcePage"),
});

export const intakeDay = createRoute({
  getParentRoute: () => inside,
  path: "/intake/$sourceId/$day",
  component: lazyRouteComponent(() => import("./intake/day.page.tsx"), "DayPage"),
});

export const liveCalls = createRoute({
  getParentRoute: () => inside,
  path: "/live",
  ...searchIn(noLiveFilters),
  component: lazyRouteComponent(() => import("./live-calls/live-calls.page.tsx"), "LiveCallsPage"),
});

export const missingCdrs = createRoute({
  getParentRoute: () => inside,
  path: "/missing-cdrs",
  component: lazyRouteComponent(() => import("./switch/missing-cdrs.page.tsx"), "MissingCdrsPage"),
});

export const suspense = createRoute({
  getParentRoute: () => inside,
  path: "/suspense",
  ...searchIn({ state: "", reason: "", source: "", day: "" }),
  component: lazyRouteComponent(() => import("./suspense/suspense.page.tsx"), "SuspensePage"),
});
