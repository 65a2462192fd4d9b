import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "./inside-route.tsx";

/** Pages about nobody but whoever is signed in. */

export const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/account.page.tsx"), "AccountPage"),
});

export const exports = createRoute({
  getParentRoute: () => inside,
  path: "/exports",
  component: lazyRouteComponent(() => import("./exports/exports.page.tsx"), "ExportsPage"),
});

/** Keys of a customer or a reseller; the operator's are a page of the office. */
export const ownApiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/own-api-keys",
  component: lazyRouteComponent(() => import("./api-keys/own-api-keys.page.tsx"), "OwnApiKeysPage"),
});
