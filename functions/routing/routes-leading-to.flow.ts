import { allRoutes } from "./route.store.ts";

/** Names of the routes with a row that leads to a gateway, or to any gateway of a vendor. An operator has tens of routes. */
export async function routesLeadingTo(wanted: { vendorId: string } | { gatewayId: string }): Promise<string[]> {
  const routes = await allRoutes();
  return routes
    .filter(({ leadsTo }) =>
      leadsTo.some((one) =>
        "vendorId" in wanted ? one.vendorId === wanted.vendorId : one.gatewayId === wanted.gatewayId,
      ),
    )
    .map(({ name }) => name);
}
