import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { now } from "./clock.ts";
import { type Answer, answerKey, dropAnswer, getAnswer, keepAnswer, startAnswer } from "./kept-answer.ts";
import { Problem } from "./problem.ts";

/** A run that has not answered after this long died; the next one with the key takes over. Lambda ends us after 29 s. */
const abandonedMs = 60_000;
/** A DynamoDB item holds 400 KB; larger answers are not kept and the key stays open. */
const longestBody = 300_000;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** A secret is in the first answer alone. */
const withoutSecrets = (body: string): string =>
  JSON.stringify(JSON.parse(body), (name, value) => (/^(secret|password|token)$/.test(name) ? null : value));

/**
 * Payments keep their keys in the ledger for as long as it lives; the sign-in has nobody to belong to; what a second
 * factor answers with is kept nowhere, nor is a link that opens a login.
 */
const isExcepted = (path: string): boolean =>
  /\/(payments|reversal|session|second-factor|invitations)(\/|$)/.test(path);

function repeated(c: Context, found: Answer, request: string, at: number): Response | undefined {
  if (found.request !== request) throw new Problem("conflict", "This Idempotency-Key was used for another request.");
  if (found.status === undefined && at - found.startedMs < abandonedMs)
    throw new Problem("conflict", "The first request with this Idempotency-Key is still running.", {
      retryAfterSeconds: 2,
    });
  if (found.status === undefined) return undefined;
  const headers = { "content-type": "application/json", "idempotency-replayed": "true" };
  return c.body(found.body ?? "", found.status as 200, headers);
}

async function settle(c: Context, key: ReturnType<typeof answerKey>, run: Answer): Promise<void> {
  const kept = c.res.ok && (c.res.headers.get("content-type") ?? "").includes("json");
  const body = kept ? withoutSecrets(await c.res.clone().text()) : "";
  if (!kept || body.length > longestBody) return dropAnswer(key, run);
  return keepAnswer(key, { ...run, status: c.res.status, body });
}

interface Named {
  id: string;
  /** Whoever is refused everything is not told answers of former days either. */
  lacksFactor?: boolean;
}

/**
 * `Idempotency-Key` on a POST: the same key and body give the first answer again for 24 hours, another body is a
 * conflict. Only a success is kept: after a refusal nothing happened, and the same request may be tried again.
 */
export const idempotent: MiddlewareHandler<{ Variables: { principal: Named | undefined } }> = async (c, next) => {
  const sent = c.req.header("idempotency-key");
  const principal = c.get("principal");
  if (c.req.method !== "POST" || sent === undefined || !principal || principal.lacksFactor || isExcepted(c.req.path))
    return next();
  if (!/^[\x20-\x7e]{1,255}$/.test(sent))
    throw new Problem("bad_request", "Idempotency-Key must be 1 to 255 printable characters.");
  const at = now();
  const key = answerKey(principal.id, sha256(sent));
  const request = sha256(`${new URL(c.req.url).pathname}${new URL(c.req.url).search}\n${await c.req.text()}`);
  const found = await getAnswer(key, at);
  const replay = found ? repeated(c, found, request, at) : undefined;
  if (replay) return replay;
  const run: Answer = { request, run: crypto.randomUUID(), startedMs: at };
  if (!(await startAnswer(key, run, found)))
    throw new Problem("conflict", "Another request with this Idempotency-Key is running.", { retryAfterSeconds: 2 });
  await next();
  await settle(c, key, run);
};
