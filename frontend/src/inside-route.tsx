import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./auth/session.api.ts";
import { root } from "./outside-routes.ts";
import { portalAddress } from "./portal/portal-address.ts";
import { RouteProblem } from "./shell/route-problem.tsx";

/**
 * Everything behind the sign-in. A signed-out visitor is sent there and comes back to the same address; a customer has
 * its own pages, in another document.
 */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { to: location.href === "/" ? "" : location.href } });
    if (session.user.kind === "customer")
      throw redirect({ href: portalAddress(location.pathname) + location.searchStr, reloadDocument: true });
    if (session.needsSecondFactor) throw redirect({ to: "/second-factor", search: { to: location.href } });
  },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
  errorComponent: RouteProblem,
});
