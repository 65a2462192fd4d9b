import { env } from "./env.ts";

/** A mail as it leaves. */
export interface Letter {
  to: readonly string[];
  replyTo: string | null;
  subject: string;
  text: string;
  attachments: readonly { fileName: string; contentType: string; bytes: Uint8Array }[];
}

/**
 * SENT with the provider's name for it; OUTBOX where this machine has no mail and the outbox is where it is read;
 * NO_SENDER where a deployment has no sender address; REJECTED: it will never be taken; LATER: it may be taken later.
 */
export type Posted =
  | { kind: "SENT"; providerId: string }
  | { kind: "OUTBOX" }
  | { kind: "NO_SENDER" }
  | { kind: "REJECTED" | "LATER"; detail: string };

/** Hands a mail over. */
export function post(_letter: Letter): Promise<Posted> {
  return Promise.resolve({ kind: env.STAGE === "local" ? "OUTBOX" : "NO_SENDER" });
}
