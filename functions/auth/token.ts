import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as text. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token: 256 random bits need no slow hash. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
