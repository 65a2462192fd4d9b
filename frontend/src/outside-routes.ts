import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { searchIn } from "./filters.ts";
import { NotFound } from "./shell/not-found.tsx";

/** Pages for whoever is not signed in. */

/** Of every page. */
export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NotFound });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  ...searchIn({ to: "", of: "" }),
  component: lazyRouteComponent(() => import("./auth/sign-in.page.tsx"), "SignInPage"),
});

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

export const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: "/confirm-email",
  component: lazyRouteComponent(() => import("./auth/confirm-email.page.tsx"), "ConfirmEmailPage"),
});
