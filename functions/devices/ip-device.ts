import * as z from "zod";
import { rule } from "../customers/customer-fields.ts";
import { DeviceAddress, deviceFields } from "./device-fields.ts";
import type { IpRow } from "./ip-row.ts";

/**
 * An address from which a customer's calls come. Several may share an address when the dialled number begins with
 * different prefixes; the prefix is stripped before anything else is done with the number.
 */

const prefixRule = "Must be up to 15 of 0-9, * and #, with or without % at the end.";
/** `100` and `100%` are the same, empty is `%`: any number. Kept with the `%`. */
export const DialPrefix = z
  .string({ error: rule(prefixRule) })
  .trim()
  .regex(/^[\d*#]{0,15}%?$/, { error: prefixRule })
  .overwrite((text) => `${text.replace(/%$/, "")}%`)
  .meta({ title: "Dial prefix", example: "100%" });

const fields = {
  ip: DeviceAddress.meta({ title: "IP address" }),
  description: z
    .string({ error: "Must be text." })
    .trim()
    .max(100, "Must be at most 100 characters.")
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not hold control characters.")
    .meta({ title: "Description" }),
  dialPrefix: DialPrefix,
  ...deviceFields,
};

export const NewIpDevice = z
  .strictObject({
    ...fields,
    description: fields.description.default(""),
    dialPrefix: fields.dialPrefix.default("%"),
    status: fields.status.default("ACTIVE"),
    switchAccounts: fields.switchAccounts.default([]),
    tariffId: fields.tariffId.default(null),
  })
  .meta({ id: "NewIpDevice" });
export type NewIpDevice = z.output<typeof NewIpDevice>;

export const IpDeviceChange = z.strictObject(fields).partial().meta({ id: "IpDeviceChange" });
export type IpDeviceChange = z.output<typeof IpDeviceChange>;

export const IpDevice = z
  .object({ id: z.string(), account: z.string(), ...fields, createdAt: z.string(), version: z.int().positive() })
  .meta({ id: "IpDevice" });
export type IpDevice = z.infer<typeof IpDevice>;

/** How the switch's question sees the device. */
export const rowOf = (device: IpDevice): IpRow => ({
  cidr: device.ip,
  dialPrefix: device.dialPrefix.replace(/%$/, ""),
  account: device.account,
  deviceId: device.id,
  status: device.status,
  ...(device.tariffId === null ? {} : { tariffId: device.tariffId }),
});
