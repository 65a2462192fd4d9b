import * as z from "zod";
import { failoverFields } from "../vendors/failover.ts";

/** Null: each gateway's own list holds. */
const failover = {
  failoverSipCodes: failoverFields.failoverSipCodes.nullable().default(null),
  failoverCauses: failoverFields.failoverCauses.nullable().default(null),
};

/**
 * A route is a named choice of vendors' gateways; a customer's dialing routes say which of its calls take which route.
 * What it consists of are its rows, see route-row.ts.
 */
export const Route = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.enum(["ACTIVE", "INACTIVE"]),
    /** After which answers of any of its gateways the next one is tried; null: as each gateway has it. */
    ...failover,
    /** How many dialing routes of customers lead to it. One that is used cannot be removed. */
    uses: z.int().nonnegative(),
    /** How many rows it has. Without any, its calls find no gateway. */
    rows: z.int().nonnegative().default(0),
    createdAt: z.string(),
    version: z.int(),
  })
  .meta({ id: "Route" });
export type Route = z.infer<typeof Route>;

const GatewayOf = z.object({ vendorId: z.string(), gatewayId: z.string() });
export type GatewayOf = z.infer<typeof GatewayOf>;

export const StoredRoute = Route.extend({
  /** Key of the file that holds the rows, named by its content; null while there are none. */
  body: z.string().nullable().default(null),
  /** The gateways that rows lead to, each once. */
  leadsTo: z.array(GatewayOf).default([]),
});
export type StoredRoute = z.infer<typeof StoredRoute>;

const name = z
  .string()
  .trim()
  .min(1, "A route needs a name.")
  .max(60, "A name has at most 60 characters.")
  .regex(/^[^\p{Cc}=,]*$/u, "A name has no comma, = or line break.");

export const NewRoute = z
  .object({
    name,
    description: z.string().trim().max(200, "A description has at most 200 characters.").default(""),
    status: z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE"),
    ...failover,
  })
  .meta({ id: "NewRoute" });
export type NewRoute = z.output<typeof NewRoute>;

export const RouteChange = z
  .object({
    name: name.optional(),
    description: z.string().trim().max(200, "A description has at most 200 characters.").optional(),
    status: z.enum(["ACTIVE", "INACTIVE"]).optional(),
    failoverSipCodes: failoverFields.failoverSipCodes.nullable().optional(),
    failoverCauses: failoverFields.failoverCauses.nullable().optional(),
  })
  .meta({ id: "RouteChange" });
export type RouteChange = z.output<typeof RouteChange>;
