import { createRouter, lazyRouteComponent, type ParsedLocation, redirect } from "@tanstack/react-router";
import { type SignedIn, sessionKey, sessionQuery } from "../auth/session.api.ts";
import { customer, customerTabs, overview } from "../customer-tab-routes.ts";
import { inside } from "../inside-route.tsx";
import { confirmEmail, forgotPassword, root, secondFactor, setPassword, signIn } from "../outside-routes.ts";
import { account, exports, ownApiKeys } from "../own-routes.ts";
import { queryClient } from "../query-client.ts";
import { NotFound } from "../shell/not-found.tsx";
import { RouteProblem } from "../shell/route-problem.tsx";
import { addressOf, nobody, pagePath, portalBase } from "./portal-address.ts";

/** Whose pages these are. */
const own = (): string => queryClient.getQueryData<SignedIn | null>(sessionKey)?.user.account ?? nobody;

/** Lets customers in, sends staff to their own pages, and everybody else to the sign-in and back to the same address. */
async function enter({ location: { pathname, publicHref } }: { location: ParsedLocation }): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (!session) throw redirect({ to: "/sign-in", search: { to: publicHref === portalBase ? "" : publicHref } });
  if (session.user.kind !== "customer") throw redirect({ href: "/", reloadDocument: true });
  if (session.needsSecondFactor) throw redirect({ to: "/second-factor", search: { to: publicHref } });
  // The address was read before it was known who is there.
  const isNobodys = pathname === `/customers/${nobody}` || pathname.startsWith(`/customers/${nobody}/`);
  if (isNobodys) throw redirect({ href: publicHref, replace: true });
}

// The pages are those that staff have of the same customer; only what stands around them is another.
inside.update({
  beforeLoad: enter,
  component: lazyRouteComponent(() => import("./portal-shell.tsx"), "PortalShell"),
} as never);
customer.update({ component: lazyRouteComponent(() => import("./portal-page.tsx"), "PortalPage") });
overview.update({ component: lazyRouteComponent(() => import("./home.page.tsx"), "HomePage") });

const routeTree = root.addChildren([
  signIn,
  forgotPassword,
  setPassword,
  confirmEmail,
  secondFactor,
  inside.addChildren([customer.addChildren(customerTabs), account, exports, ownApiKeys]),
]);

/** The pages of a customer, below `/portal`. */
export const portalRouter = createRouter({
  routeTree,
  context: { queryClient },
  rewrite: {
    input: ({ url }) => {
      url.pathname = pagePath(url.pathname, own());
      return url;
    },
    output: ({ url }) => {
      url.pathname = addressOf(url.pathname);
      return url;
    },
  },
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: RouteProblem,
});
