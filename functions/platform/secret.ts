import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { masterKey } from "./master-key.ts";
import type { Key } from "./table.ts";

/**
 * Envelope encryption of what must be readable again (SIP HA1): a fresh data key seals the text, the master key seals
 * the data key. Both are AES-256-GCM and bound to the item's own key, so a sealed text copied to another item does not open.
 */

const boundTo = (key: Key): Buffer => Buffer.from(`${key.pk}|${key.sk}`);

function sealWith(secret: Buffer, text: Buffer, key: Key): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(boundTo(key));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function openWith(secret: Buffer, sealed: Buffer, key: Key): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(boundTo(key)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function master(): Buffer {
  if (!masterKey) throw new Error("neither SECRETS_KEY nor SECRETS_KEY_ARN is set");
  return masterKey;
}

/** @throws Error when the environment has no master key. */
export function seal(text: string, key: Key): string {
  const dataKey = randomBytes(32);
  const parts = [sealWith(master(), dataKey, key), sealWith(dataKey, Buffer.from(text), key)];
  return ["v1", ...parts.map((part) => part.toString("base64url"))].join(".");
}

/** The bytes of a part. Only the one spelling that `seal` writes is taken: base64 leaves bits of a last character unused. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, "base64url");
  if (bytes.toString("base64url") !== part) throw new Error("a sealed text was changed");
  return bytes;
}

/** @throws Error when it was sealed for another item, by another master key, or changed since. */
export function unseal(sealed: string, key: Key): string {
  const [version, wrapped = "", body = "", ...more] = sealed.split(".");
  if (version !== "v1" || more.length > 0) throw new Error("not a sealed text of this version");
  const dataKey = openWith(master(), bytesOf(wrapped), key);
  return openWith(dataKey, bytesOf(body), key).toString("utf8");
}
