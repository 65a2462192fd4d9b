import { Secret, TOTP } from "otpauth";
import * as z from "zod";
import { sameHash, tokenHash } from "./token.ts";

/**
 * A second factor: six digits of a clock that the person's device shares with us (TOTP, RFC 6238: SHA-1, 30 seconds),
 * and ten codes on paper for the day when the device is lost.
 */

/** Sealed to its own item. `confirmed` once the person has shown that the device has it. */
export const SecondFactor = z.object({
  sealed: z.string(),
  confirmed: z.boolean(),
  /** The newest step that was used: a code that was seen is no code any more. */
  lastStep: z.int(),
  /** Hashes of the recovery codes that are left. */
  recovery: z.array(z.string()),
  /** Optimistic lock. */
  v: z.int(),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

const stepMs = 30_000;
/** Steps before and after the present one that count: clocks of telephones are off by half a minute. */
const window = 1;

const totp = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: "Switchbook",
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: 30,
  });

/** What an authenticator reads from a picture or a link. */
export const enrolmentUri = (secret: string, username: string): string => totp(secret, username).toString();

/** The step of the clock that a code belongs to; undefined for no code of these moments. `at` is epoch ms. */
function stepOf(secret: string, code: string, at: number): number | undefined {
  const delta = totp(secret).validate({ token: code, window, timestamp: at });
  return delta === null ? undefined : Math.floor(at / stepMs) + delta;
}

/** As it is compared: written in groups, in any case. */
const plain = (code: string): string => code.replaceAll(/[\s-]/g, "").toUpperCase();

export const recoveryHash = (code: string): string => tokenHash(plain(code));

/** Sixteen characters of 32: 80 bits, in groups to be read from paper. */
export const recoveryCodeOf = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 16)]
    .map((byte) => "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[byte % 32])
    .join("")
    .replaceAll(/(.{4})(?!$)/g, "$1-");

/** What is kept after the code was used; undefined where the code is wrong or was used before. */
export function afterUse(kept: SecondFactor, secret: string, code: string, at: number): SecondFactor | undefined {
  const next = { ...kept, v: kept.v + 1 };
  if (/^\s*\d{3}\s?\d{3}\s*$/.test(code)) {
    const step = stepOf(secret, plain(code), at);
    return step === undefined || step <= kept.lastStep ? undefined : { ...next, lastStep: step };
  }
  const hash = recoveryHash(code);
  const left = kept.recovery.filter((one) => !sameHash(one, hash));
  return left.length === kept.recovery.length ? undefined : { ...next, recovery: left };
}

export const SecondFactorState = z
  .object({
    enabled: z.boolean(),
    /** Of people like this one a second factor is required: it cannot be switched off. */
    required: z.boolean(),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: "SecondFactor" });

export const Enrolment = z
  .object({
    /** Base32, to be typed where no picture can be taken. */
    secret: z.string(),
    /** `otpauth://totp/…`, for the picture. */
    uri: z.string(),
  })
  .meta({ id: "SecondFactorEnrolment" });

/** Shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });
