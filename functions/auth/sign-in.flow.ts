import { writeFigures } from "../platform/metric.ts";
import { Problem } from "../platform/problem.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { countAttempt, forgiveAttempt } from "./attempts.store.ts";
import { getLogin, renewHash } from "./login.store.ts";
import type { Login } from "./login.ts";
import { fromOf } from "./own-session.ts";
import { hashPassword, isOutdated, pretendToVerify, verifyPassword } from "./password.ts";
import { requireCode } from "./second-factor.flow.ts";
import { startSession } from "./session.store.ts";

async function renew(login: Login, password: string): Promise<void> {
  try {
    await renewHash(login, await hashPassword(password));
  } catch (error) {
    // Someone set another password at this moment; that one is newer than ours.
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/**
 * Checks user name, password and, where the person has one, the second factor, and starts a session.
 * @throws Problem unauthenticated, the same for an unknown user, a wrong password and a login that is switched off, and
 *   with the field `otp` for a code that is missing or wrong; rate_limited after too many.
 */
export async function signIn(
  asked: { username: string; password: string; otp: string | undefined; ip: string; agent: string },
  at: number,
): Promise<{ token: string; login: Login }> {
  await countAttempt(asked.username, asked.ip, at);
  const login = await getLogin(asked.username);
  const matches = login
    ? await verifyPassword(asked.password, login.passwordHash)
    : await pretendToVerify(asked.password);
  if (!login?.enabled || !matches) {
    writeFigures({ FailedSignIns: 1 }, at);
    throw new Problem("unauthenticated", "User name or password is wrong.");
  }
  await requireCode(login, asked.otp, at);
  await forgiveAttempt(asked.username, asked.ip, at);
  if (isOutdated(login.passwordHash)) await renew(login, asked.password);
  const { username, authVer } = login;
  return { token: await startSession({ username, authVer, from: fromOf(asked) }, at), login };
}
