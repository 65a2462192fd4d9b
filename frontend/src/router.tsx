import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { customerRoutes } from "./customer-routes.ts";
import { noAuditFilters, searchIn } from "./filters.ts";
import { inside } from "./inside-route.tsx";
import { moneyRoutes } from "./money-routes.ts";
import { confirmEmail, forgotPassword, root, secondFactor, setPassword, signIn } from "./outside-routes.ts";
import { account, exports, ownApiKeys } from "./own-routes.ts";
import { queryClient } from "./query-client.ts";
import { NotFound } from "./shell/not-found.tsx";
import { RouteProblem } from "./shell/route-problem.tsx";
import {
  analysis,
  comparison,
  comparisons,
  intake,
  intakeDay,
  intakeSource,
  liveCalls,
  missingCdrs,
  suspense,
} from "./traffic-routes.ts";

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home.page.tsx"), "HomePage"),
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

const dids = createRoute({
  getParentRoute: () => inside,
  path: "/dids",
  ...searchIn({ prefix: "", account: "" }),
  component: lazyRouteComponent(() => import("./dids/dids.page.tsx"), "DidsPage"),
});

const vendors = createRoute({
  getParentRoute: () => inside,
  path: "/vendors",
  component: lazyRouteComponent(() => import("./vendors/vendors.page.tsx"), "VendorsPage"),
});

const vendor = createRoute({
  getParentRoute: () => inside,
  path: "/vendors/$vendorId",
  ...searchIn({ tab: "", from: "", to: "" }),
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

const alerts = createRoute({
  getParentRoute: () => inside,
  path: "/alerts",
  ...searchIn({ state: "", kind: "" }),
  component: lazyRouteComponent(() => import("./alerts/alerts.page.tsx"), "AlertsPage"),
});

const webhooks = createRoute({
  getParentRoute: () => inside,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("./webhooks/webhooks.page.tsx"), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => inside,
  path: "/webhooks/$webhookId",
  component: lazyRouteComponent(() => import("./webhooks/webhook.page.tsx"), "WebhookPage"),
});

const routeTree = root.addChildren([
  signIn,
  forgotPassword,
  setPassword,
  confirmEmail,
  secondFactor,
  inside.addChildren([
    home,
    ...customerRoutes,
    ...moneyRoutes,
    routes,
    route,
    dids,
    vendors,
    vendor,
    liveCalls,
    comparisons,
    comparison,
    analysis,
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
    mails,
    mailWording,
    alerts,
    webhooks,
    webhook,
    exports,
    ownApiKeys,
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
