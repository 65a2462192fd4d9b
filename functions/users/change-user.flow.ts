import { auditEntry } from "../audit/audit.store.ts";
import { canGrant, type Principal } from "../auth/access.ts";
import { changeLogin, freeLogin, getLogin } from "../auth/login.store.ts";
import type { Login } from "../auth/login.ts";
import { hashNewPassword } from "../auth/new-password.flow.ts";
import { dropSecondFactor, getSecondFactor } from "../auth/second-factor.store.ts";
import { Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { changeUser, removeUser } from "./user.store.ts";
import type { User, UserChange } from "./user.ts";

const lost = (cause: unknown): Problem =>
  new Problem("conflict", "Someone else changed this user meanwhile. Look at it again.", { cause });

async function inOne(writes: Write[]): Promise<void> {
  try {
    await transact(writes);
  } catch (error) {
    if (isConditionFailed(error)) throw lost(error);
    throw error;
  }
}

/** Nobody may lock themselves out, so that one who can mend things always remains. */
function refuseOnSelf(actor: Principal, user: User): void {
  if (actor.id === user.id)
    throw new Problem("forbidden", "Another administrator must do this: it would shut you out yourself.");
}

async function nextLogin(login: Login, user: User, { password, secondFactor }: UserChange): Promise<Login> {
  const owner = { kind: login.kind, username: user.username, name: user.name };
  const passwordHash = password === undefined ? login.passwordHash : await hashNewPassword(password, owner);
  const { permissions, enabled } = user;
  const next = { ...login, permissions, enabled, passwordHash, authVer: login.authVer + 1 };
  return secondFactor === undefined ? next : { ...next, secondFactor };
}

async function loginOf(user: User): Promise<Login> {
  const login = await getLogin(user.username);
  if (!login) throw lost(undefined);
  return login;
}

/** Changes a person of the staff. @throws Problem forbidden, conflict */
export async function changeStaff(seen: User, change: UserChange, actor: Principal, at: number): Promise<User> {
  const { password, secondFactor, ...fields } = change;
  const next: User = { ...seen, ...(fields as Partial<User>), version: seen.version + 1 };
  const sensitive = next.enabled !== seen.enabled || next.permissions.join() !== seen.permissions.join();
  if (sensitive || secondFactor === false) refuseOnSelf(actor, seen);
  if (!canGrant(actor, next.permissions) || !canGrant(actor, seen.permissions))
    throw new Problem("forbidden", "You cannot change someone who may do more than you.");
  const entry = auditEntry(
    {
      actor,
      action: "user.change",
      subject: seen.id,
      before: seen,
      after: { ...next, ...(password ? { password } : {}), ...(secondFactor === undefined ? {} : { secondFactor }) },
    },
    at,
  );
  if (!sensitive && password === undefined && secondFactor === undefined) await inOne([changeUser(seen, next), entry]);
  else {
    const login = await loginOf(seen);
    await inOne([changeUser(seen, next), changeLogin(login, await nextLogin(login, next, change)), entry]);
  }
  return next;
}

/** Removes a person of the staff; the user name is free again, the audit keeps what was done. @throws Problem forbidden, conflict */
export async function removeStaff(seen: User, actor: Principal, at: number): Promise<void> {
  refuseOnSelf(actor, seen);
  if (!canGrant(actor, seen.permissions))
    throw new Problem("forbidden", "You cannot remove someone who may do more than you.");
  const entry = auditEntry({ actor, action: "user.remove", subject: seen.id, before: seen }, at);
  const [login, factor] = await Promise.all([loginOf(seen), getSecondFactor(seen.username)]);
  const forgotten = factor ? [dropSecondFactor(seen.username, factor)] : [];
  await inOne([removeUser(seen), freeLogin(seen.username, login), ...forgotten, entry]);
}
