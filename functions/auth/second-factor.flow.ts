import { randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import { auditEntry } from "../audit/audit.store.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { keys } from "../platform/keys.ts";
import { Problem } from "../platform/problem.ts";
import { seal, unseal } from "../platform/secret.ts";
import { type Write, write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { getFactorRule } from "../settings/settings.store.ts";
import type { Principal } from "./access.ts";
import { setSecondFactor } from "./login.store.ts";
import type { Login } from "./login.ts";
import { ownLogin } from "./own-login.flow.ts";
import { isNamed } from "./people.ts";
import { provePassword } from "./prove.flow.ts";
import { dropSecondFactor, getSecondFactor, putSecondFactor } from "./second-factor.store.ts";
import { afterUse, enrolmentUri, recoveryCodeOf, recoveryHash, type SecondFactor } from "./second-factor.ts";

const lostWord = "Your second factor changed meanwhile. Please begin again.";
const recoveryCodes = 10;

/** Who asks, from where and when. */
export interface Asker {
  principal: Principal;
  ip: string;
  at: number;
}

const wrong = (path: string, message: string): Problem =>
  new Problem("invalid", message, { fields: [{ path, message }] });

const wrongCode = "This code is wrong or was used before.";

const loginOf = ({ principal }: Asker): Promise<Login> => ownLogin(principal, "a second factor");

const secretOf = (username: string, { sealed }: SecondFactor): string => unseal(sealed, keys.secondFactor(username));

const entryOf = ({ principal, at }: Asker, action: string) =>
  auditEntry({ actor: principal, action, subject: principal.id, ...account(principal) }, at);
const account = ({ account: own }: Principal) => (own === undefined ? {} : { account: own });

function newCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => recoveryCodeOf(randomBytes(16)));
}

const isRequiredOf = async ({ kind }: Login): Promise<boolean> =>
  isNamed(kind, (await getFactorRule()).secondFactorRequiredOf);

export async function secondFactorOf(asker: Asker) {
  const login = await loginOf(asker);
  const [kept, required] = await Promise.all([getSecondFactor(login.username), isRequiredOf(login)]);
  const recoveryCodesLeft = login.secondFactor ? (kept?.recovery.length ?? 0) : 0;
  return { enabled: login.secondFactor, required, recoveryCodesLeft };
}

/** Makes a secret that counts once `confirm` has seen a code of it. @throws Problem invalid, conflict when one is in use */
export async function enrol(asker: Asker, password: string) {
  const login = await loginOf(asker);
  await provePassword(login, password, asker.ip, asker.at);
  if (login.secondFactor) throw new Problem("conflict", "You have a second factor already. Switch it off first.");
  const seen = await getSecondFactor(login.username);
  const secret = new Secret({ size: 20 }).base32;
  const sealed = seal(secret, keys.secondFactor(login.username));
  const next = { sealed, confirmed: false, lastStep: 0, recovery: [], v: (seen?.v ?? 0) + 1 };
  await transactGuarded(guarded([putSecondFactor(login.username, next, seen)], lostWord));
  return { secret, uri: enrolmentUri(secret, login.username) };
}

/** Switches the factor on. @returns the recovery codes, the only time that they can be read */
export async function confirm(asker: Asker, code: string) {
  const login = await loginOf(asker);
  const seen = await getSecondFactor(login.username);
  if (!seen || seen.confirmed)
    throw new Problem("conflict", "There is no second factor that waits for its first code.");
  const used = afterUse(seen, secretOf(login.username, seen), code, asker.at);
  if (!used) throw wrong("code", "This is not the code of the present half minute. Check the clock of your device.");
  const codes = newCodes();
  const next = { ...used, confirmed: true, recovery: codes.map(recoveryHash) };
  await transactGuarded([
    ...guarded([putSecondFactor(login.username, next, seen)], lostWord),
    ...guarded([setSecondFactor(login, true), entryOf(asker, "second-factor.enable")], lostWord),
  ]);
  return { recoveryCodes: codes };
}

async function inUse(login: Login): Promise<SecondFactor> {
  const seen = await getSecondFactor(login.username);
  if (!login.secondFactor || !seen) throw new Problem("conflict", "You have no second factor.");
  return seen;
}

/** New recovery codes in place of all that are left. */
export async function renewRecoveryCodes(asker: Asker, password: string) {
  const login = await loginOf(asker);
  await provePassword(login, password, asker.ip, asker.at);
  const seen = await inUse(login);
  const codes = newCodes();
  const next = { ...seen, recovery: codes.map(recoveryHash), v: seen.v + 1 };
  const entry = entryOf(asker, "second-factor.renew-codes");
  await transactGuarded(guarded([putSecondFactor(login.username, next, seen), entry], lostWord));
  return { recoveryCodes: codes };
}

/** Switches the factor off, with the password and a code. @throws Problem second_factor_required, invalid, conflict */
export async function disable(asker: Asker, asked: { password: string; code: string }): Promise<void> {
  const login = await loginOf(asker);
  if (await isRequiredOf(login))
    throw new Problem("second_factor_required", "A second factor is required of you, so yours stays on.");
  await provePassword(login, asked.password, asker.ip, asker.at);
  const seen = await inUse(login);
  if (!afterUse(seen, secretOf(login.username, seen), asked.code, asker.at)) throw wrong("code", wrongCode);
  const writes = [dropSecondFactor(login.username, seen), setSecondFactor(login, false)];
  await transactGuarded(guarded([...writes, entryOf(asker, "second-factor.disable")], lostWord));
}

/** Gives the factor of one user name to another, whose item alone its secret then opens for. */
export async function movedFactor(factor: SecondFactor, from: string, to: string): Promise<Write> {
  const sealed = seal(secretOf(from, factor), keys.secondFactor(to));
  const there = await getSecondFactor(to);
  return putSecondFactor(to, { ...factor, sealed, v: (there?.v ?? 0) + 1 }, there);
}

/** When a person gets another user name, the factor goes along; one that was only begun is forgotten. */
export async function factorMoves(login: Login, username: string): Promise<Write[]> {
  const factor = await getSecondFactor(login.username);
  if (!factor) return [];
  const dropped = dropSecondFactor(login.username, factor);
  return login.secondFactor ? [dropped, await movedFactor(factor, login.username, username)] : [dropped];
}

/**
 * The second step of a sign-in. A code counts once, whoever tries it at the same moment.
 * @throws Problem unauthenticated with the field `otp` while the code is missing or wrong
 */
export async function requireCode(login: Login, otp: string | undefined, at: number): Promise<void> {
  if (!login.secondFactor) return;
  const refuse = (message: string) => new Problem("unauthenticated", message, { fields: [{ path: "otp", message }] });
  if (!otp) throw refuse("Enter the code of your authenticator, or a recovery code.");
  const seen = await getSecondFactor(login.username);
  const used = seen && afterUse(seen, secretOf(login.username, seen), otp, at);
  if (!seen || !used) throw refuse(wrongCode);
  try {
    await write(putSecondFactor(login.username, used, seen));
  } catch (error) {
    if (error instanceof WriteRefused) throw refuse(wrongCode);
    throw error;
  }
}
