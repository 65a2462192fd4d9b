import type { RouteRow } from "../routing/route-row.ts";
import type { Gateway } from "../vendors/gateway.ts";
import type { Vendor } from "../vendors/vendor.ts";

/** A row of a route with where it leads. */
export interface Carrier {
  row: RouteRow;
  gateway: Gateway;
  vendor: Vendor;
  /** After which of its answers the next one is tried: as the route has it, else as the gateway has it. */
  failover: { sipCodes: readonly number[]; causes: readonly number[] };
}
