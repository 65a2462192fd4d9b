import { staffPermissions } from "../auth/access.ts";
import { invite } from "../auth/invite.flow.ts";
import { getLogin } from "../auth/login.store.ts";
import { newPasswordFaults } from "../auth/new-password.flow.ts";
import type { Invitation } from "../auth/one-time-link.ts";
import { noPassword } from "../auth/password.ts";
import { fieldFaults, isConflict, Problem } from "../platform/problem.ts";
import { addStaff } from "./add-user.flow.ts";
import { NewUser } from "./user.ts";

/**
 * Makes the first administrator, who may do everything. Does nothing where the user name exists, so it can run at
 * every start; a password that was changed since stays. There is no default password: the caller must bring one.
 * @throws Problem invalid when the password is too weak.
 */
export async function ensureFirstAdmin(
  asked: { username: string; password: string },
  at: number,
): Promise<{ created: boolean }> {
  if (await getLogin(asked.username)) return { created: false };
  const parsed = NewUser.safeParse({ ...asked, name: "Administrator", permissions: staffPermissions });
  const fields = [...fieldFaults(parsed.error?.issues ?? []), ...(await newPasswordFaults("admin", asked))];
  if (!parsed.success || fields.length > 0) {
    const words = fields.map((fault) => `${fault.path}: ${fault.message}`).join(" ");
    throw new Problem("invalid", `The first administrator cannot be made. ${words}`, { fields });
  }
  try {
    await addStaff(parsed.data, undefined, at);
    return { created: true };
  } catch (error) {
    // Another process made it at the same moment.
    if (isConflict(error)) return { created: false };
    throw error;
  }
}

/**
 * Makes the first administrator of a deployment, whom nobody knows a password of, and a link that lets one be set, once.
 * As long as no password was set, another call gives another link and the former counts no more.
 * @returns undefined where the administrator has a password: then there is nothing to be let in by.
 */
export async function inviteFirstAdmin(
  asked: { username: string; email: string | null },
  at: number,
): Promise<Invitation | undefined> {
  const login = await getLogin(asked.username);
  if (login && login.passwordHash !== noPassword) return undefined;
  if (!login)
    await addStaff(NewUser.parse({ ...asked, name: "Administrator", permissions: staffPermissions }), undefined, at);
  return invite(asked.username, undefined, at);
}
