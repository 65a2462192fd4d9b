import { getLogins } from "../auth/login.store.ts";
import { noPassword } from "../auth/password.ts";
import type { User, UserReply } from "./user.ts";

/** Users with how they sign in. */
export async function withLogins(users: readonly User[]): Promise<UserReply[]> {
  const logins = await getLogins(users.map(({ username }) => username.toLowerCase()));
  return users.map((user) => {
    const login = logins.get(user.username.toLowerCase());
    const hasPassword = login !== undefined && login.passwordHash !== noPassword;
    return { ...user, hasPassword, secondFactor: login?.secondFactor ?? false };
  });
}

export async function withLogin(user: User): Promise<UserReply> {
  const [reply] = await withLogins([user]);
  return reply ?? { ...user, hasPassword: false, secondFactor: false };
}
