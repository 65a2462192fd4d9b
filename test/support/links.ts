import { listMails } from "../../functions/mail/mail.store.ts";
import type { StoredMail } from "../../functions/mail/mail.ts";
import { send, uniqueName } from "./api.ts";

/** An address to which nobody else in the run is written. */
export const uniqueEmail = (): string => `${uniqueName().slice(-8)}@mail.example`;

let addresses = 0;
/** An IP address from which nobody else in the run calls. */
export const freshIp = (): string => `10.77.${Math.floor(addresses / 250)}.${addresses++ % 250}`;

/** What was written to the address, newest first. */
export async function mailsTo(email: string): Promise<StoredMail[]> {
  const found: StoredMail[] = [];
  for (let after: Record<string, unknown> | undefined, first = true; first || after; first = false) {
    const page = await listMails(undefined, { limit: 200, after });
    found.push(...page.mails.filter(({ to }) => to.includes(email)));
    after = page.after;
  }
  return found;
}

/** The token of the link in a text. */
export const tokenIn = (text: string): string =>
  /\/set-password(?:\?of=C\d{8})?#([\w-]{43})(?![\w-])/.exec(text)?.[1] ?? "";

export const ask = (username: string, ip = freshIp()) => send("POST", "/api/v1/password-resets", { username }, { ip });
export const readLink = (token: string, ip = freshIp()) =>
  send("POST", "/api/v1/password-resets/link", { token }, { ip });
export const setByLink = (token: string, password: string, ip = freshIp()) =>
  send("POST", "/api/v1/password-resets/use", { token, password }, { ip });
export const signInWith = (username: string, password: string, otp?: string) =>
  send("POST", "/api/v1/session", { username, password, ...(otp === undefined ? {} : { otp }) }, { ip: freshIp() });
