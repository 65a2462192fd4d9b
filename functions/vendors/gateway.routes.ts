import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { routesLeadingTo } from "../routing/routes-leading-to.flow.ts";
import { createGateway, editGateway, gatewayOrNotFound, removeGatewayOf } from "./edit-gateway.flow.ts";
import { vendorOrNotFound } from "./edit-vendor.flow.ts";
import { allGateways, gatewaysOf } from "./gateway.store.ts";
import { Gateway, GatewayChange, NewGateway } from "./gateway.ts";

const Gateways = z.object({ items: z.array(Gateway), nextCursor: z.null() });
const path = "/vendors/:id/gateways";

/** `/vendors/{id}/gateways`: where calls of a vendor are sent. `/gateways`: those of all vendors. */
export const gatewayRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/gateways", doc("List the gateways of all vendors", Gateways), may("vendors:read"), async (c) =>
    c.json({ items: await allGateways(), nextCursor: null }),
  )
  .get(path, doc("List a vendor's gateways", Gateways), may("vendors:read"), async (c) => {
    const { id } = await vendorOrNotFound(c.req.param("id"));
    return c.json({ items: await gatewaysOf(id), nextCursor: null });
  })
  .post(path, doc("Add a gateway", Gateway, 201), may("vendors:write"), valid("json", NewGateway), async (c) => {
    const vendor = await vendorOrNotFound(c.req.param("id"));
    return c.json(await createGateway(vendor, c.req.valid("json"), signedIn(c), now()), 201);
  })
  .get(`${path}/:gateway`, doc("Read a gateway", Gateway), may("vendors:read"), async (c) => {
    const gateway = await gatewayOrNotFound(c.req.param("id"), c.req.param("gateway"));
    c.header("etag", `"${gateway.version}"`);
    return c.json(gateway);
  })
  .patch(
    `${path}/:gateway`,
    doc("Change a gateway", Gateway),
    may("vendors:write"),
    valid("json", GatewayChange),
    async (c) => {
      const seen = await gatewayOrNotFound(c.req.param("id"), c.req.param("gateway"));
      expectVersion(c, seen.version);
      return c.json(await editGateway(seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .delete(
    `${path}/:gateway`,
    doc("Remove a gateway that no route leads to", NoContent, 204),
    may("vendors:write"),
    async (c) => {
      const seen = await gatewayOrNotFound(c.req.param("id"), c.req.param("gateway"));
      expectVersion(c, seen.version);
      await removeGatewayOf(seen, await routesLeadingTo({ gatewayId: seen.id }), signedIn(c), now());
      return c.body(null, 204);
    },
  );
