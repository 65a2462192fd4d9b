import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./inside-route.tsx";

/** Pages for whoever cannot sign in. */

export const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./auth/forgot-password.page.tsx"), "ForgotPasswordPage"),
});

export const setPassword = createRoute({
  getParentRoute: () => root,
  path: "/set-password",
  component: lazyRouteComponent(() => import("./auth/set-password.page.tsx"), "SetPasswordPage"),
});
