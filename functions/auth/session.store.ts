import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, present, put, queryAll, remove, type Write, write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { absoluteMs, Session } from "./login.ts";
import { newToken, tokenHash } from "./token.ts";

/** A session and the write that starts it. Its token is stored nowhere. */
export function newSession(of: Omit<Session, "createdMs" | "seenMs">, at: number): { token: string; write: Write } {
  const token = newToken();
  const session: Session = { ...of, createdMs: at, seenMs: at };
  const ttl = Math.ceil((at + absoluteMs) / 1000);
  const hash = tokenHash(token);
  const listed = { hash, ...indexed(keys.login(of.username).pk, `${isoInstant(at)}#${hash}`) };
  return { token, write: put({ ...keys.session(hash), ...listed, ...session, ttl }, absent) };
}

export async function startSession(of: Omit<Session, "createdMs" | "seenMs">, at: number): Promise<string> {
  const started = newSession(of, at);
  await write(started.write);
  return started.token;
}

const ListedSession = Session.extend({ hash: z.string() });
export type ListedSession = z.infer<typeof ListedSession>;

/** In the index they stand under their login. Newest first; those that are over may be among them. */
export const sessionsOf = (username: string): Promise<ListedSession[]> =>
  queryAll(ListedSession, { index: "gsi1", pk: keys.login(username).pk, newestFirst: true });

export const sessionOf = (hash: string): Promise<Session | undefined> => get(Session, keys.session(hash));
export const getSession = (token: string): Promise<Session | undefined> => sessionOf(tokenHash(token));
/** Notes that the session of a token's hash was used. A session that was ended meanwhile is not brought back. */
export async function touchSession(hash: string, at: number): Promise<void> {
  const key = keys.session(hash);
  try {
    await write({ kind: "update", key, change: "SET #seenMs = :at", values: { at }, when: present });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

export const endOf = (token: string): Write => remove(keys.session(tokenHash(token)));
export const endListed = ({ hash }: ListedSession): Write => remove(keys.session(hash));
export const endSession = (token: string): Promise<void> => write(endOf(token));
