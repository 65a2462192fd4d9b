import * as z from "zod";
import { listSipDevices } from "../devices/device.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { registrationsOf } from "./registration.store.ts";
import { type SeenContact, seenAt } from "./registration.ts";

const Contact = z.object({
  /** Name of the switch at which it registered. */
  switch: z.string(),
  /** The SIP URI by which that switch reaches the device. */
  contact: z.string(),
  /** What the device calls itself; empty where it says nothing. */
  userAgent: z.string(),
  state: z.enum(["REGISTERED", "UNREGISTERED", "EXPIRED"]),
  /** Registered: since when without a break. Ended: since when not. */
  since: z.string(),
  /** Registered: when it runs out unless it is renewed. Ended: when it did. */
  until: z.string(),
  /** The last event that was kept. Renewals soon after another are not. */
  toldAt: z.string(),
});

export const DeviceRegistration = z
  .object({
    deviceId: z.string(),
    login: z.string(),
    /** REGISTERED while any contact is; NEVER_SEEN where no switch told of the device within 400 days. */
    state: z.enum(["REGISTERED", "NOT_REGISTERED", "NEVER_SEEN"]),
    /** Since when it is registered, or is not; null when never seen. */
    since: z.string().nullable(),
    /** When the last of its registrations runs out unless it is renewed; null where none is up. */
    until: z.string().nullable(),
    /** At most 10, the ones told of last first. */
    contacts: z.array(Contact),
  })
  .meta({ id: "DeviceRegistration" });
export type DeviceRegistration = z.infer<typeof DeviceRegistration>;

const shownContact = ({ switchId, contact, userAgent, state, since, until, at }: SeenContact) => ({
  ...{ switch: switchId, contact, userAgent, state },
  ...{ since: isoInstant(since), until: isoInstant(until), toldAt: isoInstant(at) },
});

/** How the SIP devices of an account stand now, oldest device first. */
export async function listRegistrations(account: string, wanted: Parameters<typeof listSipDevices>[1], nowMs: number) {
  const { items, after } = await listSipDevices(account, wanted);
  const stored = await registrationsOf(
    items.map(({ id }) => ({ account, deviceId: id })),
    "lately",
  );
  const shown = items.map(({ id, login }): DeviceRegistration => {
    const { state, since, until, contacts } = seenAt(stored.get(id)?.contacts ?? [], nowMs);
    const times = { since: isoInstant(since), until: isoInstant(until) };
    return { deviceId: id, login, state, ...times, contacts: contacts.map(shownContact) };
  });
  return { items: shown, after };
}
