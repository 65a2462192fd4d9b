import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { insideAddress } from "./auth/inside-address.ts";
import { sessionQuery } from "./auth/session.api.ts";
import { searchIn } from "./filters.ts";
import { NotFound } from "./shell/not-found.tsx";

/** Pages for whoever is not signed in, or not yet let in. */

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

export const secondFactor = createRoute({
  getParentRoute: () => root,
  path: "/second-factor",
  ...searchIn({ to: "" }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search });
    if (!session.needsSecondFactor) throw redirect({ href: insideAddress(search.to) });
  },
  component: lazyRouteComponent(() => import("./auth/second-factor.page.tsx"), "SecondFactorPage"),
});
