import { keys } from "../platform/keys.ts";
import { absent, get, present, put, remove, WriteRefused, write } from "../platform/table.ts";
import { absoluteMs, Session } from "./login.ts";
import { newToken, tokenHash } from "./token.ts";

/** Starts a session and gives its token, which is stored nowhere. */
export async function startSession(username: string, authVer: number, at: number): Promise<string> {
  const token = newToken();
  const session: Session = { username, authVer, createdMs: at, seenMs: at };
  const ttl = Math.ceil((at + absoluteMs) / 1000);
  await write(put({ ...keys.session(tokenHash(token)), ...session, ttl }, absent));
  return token;
}

export const getSession = (token: string): Promise<Session | undefined> => get(Session, keys.session(tokenHash(token)));

/** Notes that the session was used. A session that was ended meanwhile is not brought back. */
export async function touchSession(token: string, at: number): Promise<void> {
  const key = keys.session(tokenHash(token));
  try {
    await write({ kind: "update", key, change: "SET #seenMs = :at", values: { at }, when: present });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

export const endSession = (token: string): Promise<void> => write(remove(keys.session(tokenHash(token))));
