import * as crypto from "node:crypto";

/**
 * Slow hashes of passwords as PHC strings. Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat
 * Sheet); a runtime without it gets scrypt N=2^16, r=8, p=2. A hash of other parameters is renewed at the next sign-in.
 */

const memory = 19_456;
const passes = 2;
const argonHead = `$argon2id$v=19$m=${memory},t=${passes},p=1$`;
const scryptHead = "$scrypt$ln=16,r=8,p=2$";
const hasArgon = typeof crypto.argon2 === "function";

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

const argon2id = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parameters = { message: password, nonce: salt, memory, passes, parallelism: 1, tagLength: 32 };
    crypto.argon2("argon2id", parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });

const scrypt = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Needs 128·N·r bytes, more than Node's default of 32 MiB.
    const cost = { N: 2 ** 16, r: 8, p: 2, maxmem: 256 * 1024 * 1024 };
    crypto.scrypt(password, salt, 32, cost, (error, tag) => (error ? reject(error) : resolve(tag)));
  });

/** Unicode has several spellings of one character; the keyboard's choice must not lock anyone out. */
const canonical = (password: string): string => password.normalize("NFKC");

export async function hashPassword(password: string, scheme: "argon2id" | "scrypt" = hasArgon ? "argon2id" : "scrypt") {
  const salt = crypto.randomBytes(16);
  const [head, hash] = scheme === "argon2id" ? [argonHead, argon2id] : [scryptHead, scrypt];
  return `${head}${unpadded(salt)}$${unpadded(await hash(canonical(password), salt))}`;
}

/** False for a wrong password and for a hash that is not ours. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const head = [argonHead, scryptHead].find((known) => phc.startsWith(known));
  const [salt, tag] = head === undefined ? [] : phc.slice(head.length).split("$");
  if (!salt || !tag) return false;
  const hash = head === argonHead ? argon2id : scrypt;
  const made = await hash(canonical(password), Buffer.from(salt, "base64"));
  const kept = Buffer.from(tag, "base64");
  return made.length === kept.length && crypto.timingSafeEqual(made, kept);
}

/** Whether the hash was made with other parameters than a new one would be. */
export const isOutdated = (phc: string): boolean => !phc.startsWith(hasArgon ? argonHead : scryptHead);

/** Stands where a hash would: no password fits it, so nobody signs in before one is set. */
export const noPassword = "none";

let dummy: Promise<string> | undefined;

/** Takes as long as a real check, so that an unknown user name cannot be told from a wrong password by the clock. */
export async function pretendToVerify(password: string): Promise<false> {
  dummy ??= hashPassword(crypto.randomUUID());
  await verifyPassword(password, await dummy);
  return false;
}
