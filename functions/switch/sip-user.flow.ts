import * as z from "zod";
import { type StoredSipDevice, sipDeviceByLogin } from "../devices/device.store.ts";
import { keys } from "../platform/keys.ts";
import { unseal } from "../platform/secret.ts";

/** What a switch needs to check the digest of a SIP user by itself (RFC 3261 §22.4). Never the secret. */
export const SipUser = z
  .object({
    login: z.string(),
    /** Part of both hashes: the switch challenges with this realm. */
    realm: z.string(),
    /** MD5 of login:realm:secret, 32 small hexadecimal digits. As good as the secret itself: keep it 60 s at most. */
    ha1: z.string(),
    /** SHA-256 of the same (RFC 8760), 64 digits; null for a user that was taken over by its MD5 hash alone. */
    ha1_sha256: z.string().nullable(),
    account_code: z.string(),
    device_id: z.string(),
    extension: z.string(),
    status: z.enum(["ACTIVE", "INACTIVE"]),
    /** The address or network that the user is locked to; null = any. */
    ip: z.string().nullable(),
    voicemail: z.boolean(),
    voicemail_email: z.string().nullable(),
  })
  .meta({ id: "SipUser" });
export type SipUser = z.infer<typeof SipUser>;

const Digests = z.object({ realm: z.string(), md5: z.string(), sha256: z.string().nullable() });

function shown(device: StoredSipDevice): SipUser {
  const { realm, md5, sha256 } = Digests.parse(
    JSON.parse(unseal(device.sealed, keys.sipDevice(device.account, device.id))),
  );
  return {
    login: device.login,
    realm,
    ha1: md5,
    ha1_sha256: sha256,
    account_code: device.account,
    device_id: device.id,
    extension: device.extension,
    status: device.status,
    ip: device.ip,
    voicemail: device.voicemail,
    voicemail_email: device.voicemailEmail,
  };
}

/** Undefined for a login that nobody has, whatever is in it. */
export async function findSipUser(login: string): Promise<SipUser | undefined> {
  if (!/^[A-Za-z0-9._-]{3,64}$/.test(login)) return undefined;
  const device = await sipDeviceByLogin(login);
  return device && shown(device);
}
