import * as z from "zod";
import { NewSipDevice } from "../devices/sip-device.ts";

/**
 * A SIP user of another system whose phones go on as they are set: by the hashes of its login, realm and secret, since
 * the secret may be weaker than we let people choose, or be known to nobody.
 */

const hash = (digits: number, name: string) =>
  z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]+$/, `Must be ${digits} hexadecimal digits: ${name} of login:realm:secret.`)
    .length(digits, `Must be ${digits} hexadecimal digits: ${name} of login:realm:secret.`);

export const TakenSipDevice = NewSipDevice.omit({ secret: true })
  .extend({
    /** With which the phones are challenged: it stands in the hashes. */
    realm: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, "Must be the name by which the phones are challenged."),
    md5: hash(32, "MD5"),
    /** Null where only MD5 is known (RFC 8760 phones then use MD5). */
    sha256: hash(64, "SHA-256").nullable().default(null),
  })
  .meta({ id: "TakenSipDevice" });
export type TakenSipDevice = z.output<typeof TakenSipDevice>;
