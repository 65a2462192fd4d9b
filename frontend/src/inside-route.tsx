import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./auth/session.api.ts";
import { searchIn } from "./filters.ts";
import { NotFound } from "./shell/not-found.tsx";
import { RouteProblem } from "./shell/route-problem.tsx";

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NotFound });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  ...searchIn({ to: "" }),
  component: lazyRouteComponent(() => import("./auth/sign-in.page.tsx"), "SignInPage"),
});

/** Everything behind the sign-in. A signed-out visitor is sent there and comes back to the same address. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { to: location.href === "/" ? "" : location.href } });
  },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
  errorComponent: RouteProblem,
});
