import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
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
import { Taken } from "../platform/taken.ts";
import { getSipDevice, listSipDevices } from "./device.store.ts";
import { sipDeviceFaults } from "./device-faults.flow.ts";
import { deviceFinder } from "./find-device.flow.ts";
import { addSipDevice, dropSipDevice, editSipDevice, renewSipSecret } from "./sip-device.flow.ts";
import { NewSecret, NewSipDevice, SipDevice, SipDeviceChange, SipDeviceWithSecret } from "./sip-device.ts";
import { takenOfSip } from "./taken.flow.ts";

const path = "/customers/:account/sip-devices";

const { find, found } = deviceFinder({ ids: /^sip_[0-9A-Z]{26}$/, noun: "SIP device", get: getSipDevice });

const SipQuestion = z.object({
  login: NewSipDevice.shape.login.optional(),
  extension: NewSipDevice.shape.extension.optional(),
  /** The device that is edited; left out: a new one. */
  deviceId: z.string().max(64).optional(),
});

/** The SIP users of a customer. */
export const sipDeviceRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    path,
    doc("List SIP devices", pageOf(SipDevice)),
    may("devices:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listSipDevices(c.var.customer.account, { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    path,
    doc("Add a SIP device; its secret is in this answer and never again", SipDeviceWithSecret, 201),
    may("devices:write"),
    ofAccount,
    valid("json", NewSipDevice, (value, c) => sipDeviceFaults(c.var.customer, value, signedIn(c))),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await addSipDevice(c.var.customer, c.req.valid("json"), signedIn(c), now()), 201);
    },
  )
  .get(
    `${path}/check`,
    doc("Say whether a SIP login or an extension is taken; nothing is saved", Taken),
    may("devices:write"),
    ofAccount,
    valid("query", SipQuestion),
    async (c) => c.json({ items: await takenOfSip(c.var.customer.account, c.req.valid("query")) }),
  )
  .get(`${path}/:id`, doc("Read a SIP device", SipDevice), may("devices:read"), ofAccount, async (c) =>
    c.json(SipDevice.parse(await found(c.var.customer.account, c.req.param("id")))),
  )
  .patch(
    `${path}/:id`,
    doc("Change a SIP device", SipDevice),
    may("devices:write"),
    ofAccount,
    valid("json", SipDeviceChange, async (value, c) =>
      sipDeviceFaults(c.var.customer, value, signedIn(c), await find(c.var.customer.account, c.req.param("id"))),
    ),
    async (c) => {
      const seen = await found(c.var.customer.account, c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await editSipDevice(seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .post(
    `${path}/:id/secret`,
    doc("Make a new secret, shown in this answer and never again", SipDeviceWithSecret),
    may("devices:write"),
    ofAccount,
    ownSessionOnly,
    valid("json", NewSecret, async (value, c) =>
      sipDeviceFaults(c.var.customer, value, signedIn(c), await find(c.var.customer.account, c.req.param("id"))),
    ),
    async (c) => {
      const seen = await found(c.var.customer.account, c.req.param("id"));
      c.header("cache-control", "no-store");
      return c.json(await renewSipSecret(seen, c.req.valid("json").secret, signedIn(c), now()));
    },
  )
  .delete(`${path}/:id`, doc("Remove a SIP device", NoContent, 204), may("devices:write"), ofAccount, async (c) => {
    const seen = await found(c.var.customer.account, c.req.param("id"));
    expectVersion(c, seen.version);
    await dropSipDevice(c.var.customer, seen, signedIn(c), now());
    return c.body(null, 204);
  });
