import { type Context, Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { editLetterhead, setLetterheadLogo } from "./edit-letterhead.flow.ts";
import { letterheadOf } from "./letterhead.store.ts";
import { Letterhead, LetterheadChange } from "./letterhead.ts";

type Variables = AuthVariables & ResellerVariables & HttpVariables;

/** Whose letterhead is edited, and as whoever edits it saw it. @throws Problem conflict where it has changed since */
async function editing(c: Context<{ Variables: Variables }>) {
  const { account } = c.var.reseller;
  const seen = await letterheadOf(account);
  expectVersion(c, seen.version);
  return { account, seen };
}

/** `/resellers/{reseller}/letterhead`: what stands on its customers' documents; the reseller says it itself. */
export const letterheadRoutes = new Hono<{ Variables: Variables }>()
  .get(
    "/resellers/:reseller/letterhead",
    doc("Read what stands on the documents of a reseller's customers", Letterhead),
    may("customers:read", "owned"),
    ofReseller,
    async (c) => c.json(await letterheadOf(c.var.reseller.account)),
  )
  .patch(
    "/resellers/:reseller/letterhead",
    doc("Change what stands on the documents of a reseller's customers", Letterhead),
    may("customers:write", "owned"),
    ofReseller,
    valid("json", LetterheadChange),
    async (c) => {
      const { account, seen } = await editing(c);
      const by = { actor: signedIn(c), at: now() };
      return c.json(await editLetterhead(account, seen, c.req.valid("json") as Partial<Letterhead>, by));
    },
  )
  .put(
    "/resellers/:reseller/letterhead/logo",
    doc("Set a reseller's logo: a PNG or JPEG of at most 200 KB, its bytes are the body", Letterhead),
    may("customers:write", "owned"),
    ofReseller,
    async (c) => {
      const { account, seen } = await editing(c);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await setLetterheadLogo(account, seen, bytes, { actor: signedIn(c), at: now() }));
    },
  )
  .delete(
    "/resellers/:reseller/letterhead/logo",
    doc("Take a reseller's logo away", Letterhead),
    may("customers:write", "owned"),
    ofReseller,
    async (c) => {
      const { account, seen } = await editing(c);
      return c.json(await editLetterhead(account, seen, { logo: null }, { actor: signedIn(c), at: now() }));
    },
  );
