import { Problem } from "../platform/problem.ts";
import { countAttempt, forgiveAttempt } from "./attempts.store.ts";
import type { Login } from "./login.ts";
import { verifyPassword } from "./password.ts";

/**
 * The password once more, so that an unattended screen is not enough. Wrong ones count as wrong sign-ins.
 * @throws Problem invalid with the field `password`; rate_limited after too many
 */
export async function provePassword(login: Login, password: string, ip: string, at: number): Promise<void> {
  await countAttempt(login.username, ip, at);
  const message = "This is not your password.";
  if (!(await verifyPassword(password, login.passwordHash)))
    throw new Problem("invalid", message, { fields: [{ path: "password", message }] });
  await forgiveAttempt(login.username, ip, at);
}
