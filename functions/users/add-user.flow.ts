import { auditEntry, type Change } from "../audit/audit.store.ts";
import { claimLogin } from "../auth/login.store.ts";
import { hashNewPassword } from "../auth/new-password.flow.ts";
import { noPassword } from "../auth/password.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { addUser } from "./user.store.ts";
import type { NewUser, User } from "./user.ts";

/**
 * Adds a person of the staff, with the login, in one transaction. Without a password nobody signs in before a link has set one.
 * @throws Problem conflict when anyone has the user name, in any spelling of case.
 */
export async function addStaff(asked: NewUser, actor: Change["actor"], at: number): Promise<User> {
  const { password, ...fields } = asked;
  const user: User = { ...fields, id: newId("user"), enabled: true, createdAt: isoInstant(at), version: 1 };
  const login = {
    username: user.username,
    kind: "admin" as const,
    subject: user.id,
    account: null,
    passwordHash:
      password === undefined
        ? noPassword
        : await hashNewPassword(password, { kind: "admin", username: user.username, name: user.name }),
    // Counting from the clock, so that no session of whoever had the name before speaks for this person.
    authVer: at,
    permissions: user.permissions,
    enabled: true,
    secondFactor: false,
  };
  try {
    const entry = auditEntry({ actor, action: "user.create", subject: user.id, after: user }, at);
    await transact([claimLogin(login), addUser(user), entry]);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const fields = [{ path: "username", message: "Is taken." }];
    throw new Problem("conflict", `The user name ${user.username} is taken.`, { fields, cause: error });
  }
  return user;
}
