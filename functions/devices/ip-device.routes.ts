import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
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
import { getIpDevice, listIpDevices } from "./device.store.ts";
import { ipDeviceFaults } from "./device-faults.flow.ts";
import { deviceFinder } from "./find-device.flow.ts";
import { addIpDevice, dropIpDevice, editIpDevice } from "./ip-device.flow.ts";
import { IpDevice, IpDeviceChange, NewIpDevice } from "./ip-device.ts";
import { takenOfIp } from "./taken.flow.ts";

const path = "/customers/:account/ip-devices";

const { find, found } = deviceFinder({ ids: /^dev_[0-9A-Z]{26}$/, noun: "IP device", get: getIpDevice });

const IpQuestion = z.object({
  ip: NewIpDevice.shape.ip,
  dialPrefix: NewIpDevice.shape.dialPrefix,
  /** The device that is edited; left out: a new one. */
  deviceId: z.string().max(64).default(""),
});

/** The addresses from which a customer's calls come. */
export const ipDeviceRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    path,
    doc("List IP devices", pageOf(IpDevice)),
    may("devices:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listIpDevices(c.var.customer.account, { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    path,
    doc("Add an IP device", IpDevice, 201),
    may("devices:write"),
    ofAccount,
    valid("json", NewIpDevice, (value, c) => ipDeviceFaults(c.var.customer, value, signedIn(c))),
    async (c) => c.json(await addIpDevice(c.var.customer, c.req.valid("json"), signedIn(c), now()), 201),
  )
  .get(
    `${path}/check`,
    doc("Say whether an address with a dial prefix is taken; nothing is saved", Taken),
    may("devices:write"),
    ofAccount,
    valid("query", IpQuestion),
    async (c) => {
      const { ip: cidr, dialPrefix, deviceId } = c.req.valid("query");
      const { account } = c.var.customer;
      const row = { cidr, dialPrefix: dialPrefix.replace(/%$/, ""), account, deviceId, status: "ACTIVE" } as const;
      return c.json({ items: await takenOfIp(row, signedIn(c)) });
    },
  )
  .get(`${path}/:id`, doc("Read an IP device", IpDevice), may("devices:read"), ofAccount, async (c) =>
    c.json(await found(c.var.customer.account, c.req.param("id"))),
  )
  .patch(
    `${path}/:id`,
    doc("Change an IP device", IpDevice),
    may("devices:write"),
    ofAccount,
    valid("json", IpDeviceChange, async (value, c) =>
      ipDeviceFaults(c.var.customer, value, signedIn(c), await find(c.var.customer.account, c.req.param("id"))),
    ),
    async (c) => {
      const seen = await found(c.var.customer.account, c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await editIpDevice(c.var.customer, seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .delete(`${path}/:id`, doc("Remove an IP device", NoContent, 204), may("devices:write"), ofAccount, async (c) => {
    const seen = await found(c.var.customer.account, c.req.param("id"));
    expectVersion(c, seen.version);
    await dropIpDevice(c.var.customer, seen, signedIn(c), now());
    return c.body(null, 204);
  });
