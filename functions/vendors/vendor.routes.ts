import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  NoContent,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { routesLeadingTo } from "../routing/routes-leading-to.flow.ts";
import { vendorLines } from "../vendor-money/vendor-lines.flow.ts";
import { VendorLine } from "../vendor-money/vendor-money.ts";
import { closeVendor, createVendor, editVendor, vendorOrNotFound } from "./edit-vendor.flow.ts";
import { listVendors } from "./vendor.store.ts";
import { NewVendor, Vendor, VendorChange } from "./vendor.ts";

/** `/vendors`: who terminates our calls, and what they bill us. */
export const vendorRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/vendors",
    doc("List vendors, closed ones too, with how we stand with each", pageOf(VendorLine)),
    may("vendors:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listVendors(limit, decodeCursor(cursor));
      return c.json({ items: await vendorLines(page.items), nextCursor: encodeCursor(page.after) });
    },
  )
  .post("/vendors", doc("Add a vendor", Vendor, 201), may("vendors:write"), valid("json", NewVendor), async (c) =>
    c.json(await createVendor(c.req.valid("json"), signedIn(c), now()), 201),
  )
  .get("/vendors/:id", doc("Read a vendor", Vendor), may("vendors:read"), async (c) => {
    const vendor = await vendorOrNotFound(c.req.param("id"));
    c.header("etag", `"${vendor.version}"`);
    return c.json(vendor);
  })
  .patch(
    "/vendors/:id",
    doc("Change a vendor", Vendor),
    may("vendors:write"),
    valid("json", VendorChange),
    async (c) => {
      const seen = await vendorOrNotFound(c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await editVendor(seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .delete(
    "/vendors/:id",
    doc("Close a vendor that no route leads to; its gateways go, its calls stay", NoContent, 204),
    may("vendors:write"),
    async (c) => {
      const seen = await vendorOrNotFound(c.req.param("id"));
      expectVersion(c, seen.version);
      await closeVendor(seen, await routesLeadingTo({ vendorId: seen.id }), signedIn(c), now());
      return c.body(null, 204);
    },
  );
