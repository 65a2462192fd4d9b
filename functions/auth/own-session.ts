import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { isLive, type Login, type Session } from "./login.ts";

/** Where one is signed in, as its owner sees it and ends it. */

/** Enough of a browser's own words to know it by. */
const mostAgent = 200;

export const fromOf = ({ ip, agent }: { ip: string; agent: string }) => ({ ip, agent: agent.slice(0, mostAgent) });

/** Of the hash under which a session is kept, enough to name it among one's own. It opens nothing. */
export const idOf = ({ hash }: { hash: string }): string => hash.slice(0, 24);

export const OwnSession = z
  .object({
    id: z.string(),
    /** Signed in. */
    createdAt: z.iso.datetime(),
    /** Used last, give or take a minute. */
    seenAt: z.iso.datetime(),
    /** Address from which it was begun; null where that is not known. */
    ip: z.string().nullable(),
    /** What the browser says of itself. */
    agent: z.string().nullable(),
    /** Whether it is the one that asks. */
    isThis: z.boolean(),
    /** Begun by somebody above the account, who signed in as it. */
    isSwitched: z.boolean(),
  })
  .meta({ id: "OwnSession" });
export type OwnSession = z.infer<typeof OwnSession>;

type Listed = Session & { hash: string };

/** Those that still speak for the login. */
export const liveSessions = (sessions: readonly Listed[], login: Login, at: number): Listed[] =>
  sessions.filter((session) => isLive(session, login, at));

/** @param own hash of the session that asks */
export const shownSession = (session: Listed, own: string | undefined): OwnSession => ({
  id: idOf(session),
  createdAt: isoInstant(session.createdMs),
  seenAt: isoInstant(session.seenMs),
  ip: session.from?.ip ?? null,
  agent: session.from?.agent || null,
  isThis: session.hash === own,
  isSwitched: session.switched !== undefined,
});
