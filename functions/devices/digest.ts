import { createHash } from "node:crypto";

/** What a SIP server needs to check a digest (RFC 3261 §22, RFC 8760): H(user:realm:secret). As good as the secret itself. */
export interface Digests {
  realm: string;
  /** MD5, because most phones know nothing else. */
  md5: string;
  /** Null where only the MD5 hash of another system is known. */
  sha256: string | null;
}

const hash = (name: "md5" | "sha256", text: string): string => createHash(name).update(text, "utf8").digest("hex");

export function digestsOf(who: { login: string; realm: string; secret: string }): Digests {
  const text = `${who.login}:${who.realm}:${who.secret}`;
  return { realm: who.realm, md5: hash("md5", text), sha256: hash("sha256", text) };
}
