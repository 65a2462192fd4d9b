import * as z from "zod";
import type { Owned } from "./former-owner.ts";

/** Of whom a SIP login or a code of a switch speaks, and of whom it spoke. With former owners only, it is free. */

const FormerHolder = z.object({
  account: z.string(),
  deviceId: z.string().optional(),
  /** The device's own tariff when it was released. */
  tariffId: z.string().optional(),
  /** [from, until), epoch ms. */
  from: z.number(),
  until: z.number(),
});

export const Binding = z
  .object({
    account: z.string().optional(),
    deviceId: z.string().optional(),
    /** The device, as logins named it before. */
    id: z.string().optional(),
    /** Since when, epoch ms; 0 = before this was kept. */
    from: z.number().default(0),
    former: z.array(FormerHolder).default([]),
  })
  .transform(({ id, ...binding }) => ({ ...binding, deviceId: binding.deviceId ?? id }));
type Binding = z.infer<typeof Binding>;

/** An owner of then or now. `tariffId` only of then: today's stands in the device. */
export interface OwnedBinding extends Owned {
  deviceId?: string | undefined;
  tariffId?: string | undefined;
}

/** The owner of today, if there is one, then the former ones. */
export function ownersOf({ account, deviceId, from, former }: Binding): OwnedBinding[] {
  return [...(account === undefined ? [] : [{ account, deviceId, from }]), ...former];
}

export interface Holder {
  account: string;
  deviceId?: string;
  /** The device's own tariff, which is no more to be had when the device is removed. */
  tariffId?: string | null;
}
