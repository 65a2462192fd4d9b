import type { RouteRow } from "../routing/route-row.ts";
import type { Gateway } from "../vendors/gateway.ts";
import type { Vendor } from "../vendors/vendor.ts";

/** A row of a route with where it leads. */
export interface Carrier {
  row: RouteRow;
  gateway: Gateway;
  vendor: Vendor;
}
