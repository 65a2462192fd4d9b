import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { now } from "../platform/clock.ts";
import type { HttpVariables } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { getFactorRule } from "../settings/settings.store.ts";
import { allows, type Principal } from "./access.ts";
import { getApiKey } from "./api-key.store.ts";
import { allowsAddress, idOfSecret } from "./api-key.ts";
import { callerIp } from "./caller.guard.ts";
import { sessionCookie, switchCookie } from "./cookie.guard.ts";
import { principalOfKey } from "./key-principal.flow.ts";
import { isLive, type Login, type Session } from "./login.ts";
import type { AuthVariables } from "./may.guard.ts";
import { requireOwnPage } from "./own-page.guard.ts";
import { principalOf } from "./person-principal.flow.ts";
import { touchSession } from "./session.store.ts";
import { sessionWithLogin } from "./session-login.flow.ts";
import { sameHash, tokenHash } from "./token.ts";

/** A session in use is noted at most this often; the idle end may come that much early. */
const touchEveryMs = 60_000;

interface Speaking {
  session: Session;
  login: Login;
}

/** A session that is not over, with its login: one that somebody began, or one that somebody switched to. */
async function speaking(hash: string, at: number, isSwitched: boolean): Promise<Speaking | undefined> {
  const { session, login } = (await sessionWithLogin(hash)) ?? {};
  if (!session || !login || !isLive(session, login, at)) return undefined;
  if ((session.switched !== undefined) !== isSwitched) return undefined;
  if (at - session.seenMs >= touchEveryMs) await touchSession(hash, at);
  return { session, login };
}

async function bySession(token: string, at: number): Promise<Principal | undefined> {
  const [own, rule] = await Promise.all([speaking(tokenHash(token), at, false), getFactorRule()]);
  return own && principalOf(own.login, rule);
}

/**
 * A switched session speaks while the one that it came from does, and never for more than both may do. A second factor is
 * asked of who really sits there.
 */
async function bySwitch(token: string, at: number): Promise<Principal | undefined> {
  const [inside, rule] = await Promise.all([speaking(tokenHash(token), at, true), getFactorRule()]);
  const origin = inside?.session.switched?.origin;
  const outside = origin === undefined ? undefined : await speaking(origin, at, false);
  if (!inside || !outside || outside.login.kind === "customer") return undefined;
  const [entered, actor] = [principalOf(inside.login, rule), principalOf(outside.login, rule)];
  const permissions = entered.permissions.filter((permission) => allows(actor, permission));
  const { id: by, lacksFactor = false } = actor;
  return { ...entered, permissions, lacksFactor, switched: { by, byKind: outside.login.kind } };
}

const isToken = (token: string | undefined): token is string => /^[A-Za-z0-9_-]{43}$/.test(token ?? "");

/** Bearer `sbk_…`, or Basic with the key's id as user, since mod_xml_curl and mod_json_cdr cannot set headers. */
function credentials(header: string): { id: string; secret: string } | undefined {
  const [, scheme = "", value = ""] = /^(\w+) +(\S{1,400})$/.exec(header) ?? [];
  if (scheme.toLowerCase() === "bearer") return { id: idOfSecret(value) ?? "", secret: value };
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [id = "", secret = ""] = Buffer.from(value, "base64").toString("utf8").split(":", 2);
  return { id, secret };
}

async function byKey(header: string, ip: string | undefined, at: number): Promise<Principal | undefined> {
  const sent = credentials(header);
  if (!sent || !/^key_[0-9A-Z]{26}$/.test(sent.id)) return undefined;
  const key = await getApiKey(sent.id);
  if (!key || !sameHash(tokenHash(sent.secret), key.secretHash)) return undefined;
  const principal = await principalOfKey(key, at);
  if (principal && !allowsAddress(key, ip))
    throw new Problem("forbidden", "This key may not be used from this address.");
  return principal;
}

async function whoCalls(c: Context): Promise<Principal | undefined> {
  const header = c.req.header("authorization");
  if (header !== undefined) return byKey(header, callerIp(c), now());
  requireOwnPage(c);
  const switched = getCookie(c, switchCookie);
  if (switched) return isToken(switched) ? bySwitch(switched, now()) : undefined;
  const token = getCookie(c, sessionCookie);
  return isToken(token) ? bySession(token, now()) : undefined;
}

/**
 * Finds out who is calling, from the API key or the session cookie; an Authorization header goes before the cookie.
 * Whether that is enough, a route's `may()` decides.
 */
export const identify: MiddlewareHandler<{ Variables: AuthVariables & HttpVariables }> = async (c, next) => {
  c.set("principal", await whoCalls(c));
  await next();
};
