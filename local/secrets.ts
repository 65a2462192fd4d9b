import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is made once for a data folder and must be the same at every start. */
export interface LocalSecrets {
  /** Base64 of 32 bytes: wraps what must be readable again. */
  secretsKey: string;
  /** With it pre-signed URLs of this machine are signed. */
  s3Secret: string;
  /** Undefined until the first administrator exists. */
  adminPassword?: string;
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const word = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

/** About 59 bits, easy to read aloud, and of the form that the password rules want. */
export const newPassword = (): string => `${word(4)}-${word(4)}-${word(4)}-A7`;

export function openSecrets(folder: string) {
  const file = join(folder, "secrets.json");
  const secrets: LocalSecrets = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { secretsKey: randomBytes(32).toString("base64"), s3Secret: randomBytes(24).toString("base64url") };
  const save = () => writeFileSync(file, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  save();
  return {
    secrets,
    keepAdminPassword(password: string): void {
      secrets.adminPassword = password;
      save();
    },
  };
}
