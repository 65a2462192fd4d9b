import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { checkWording, wordAnew } from "./mail.flow.ts";
import { ownWording, ownWordings } from "./mail.store.ts";
import { MailKind, MailTemplate, previewOf, templateOf, Wording } from "./template.ts";

const KindParam = z.object({ kind: MailKind });

/** `/mail-templates`: how each kind of mail is worded. */
export const mailTemplateRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/mail-templates",
    doc("List how each kind of mail is worded", z.object({ items: z.array(MailTemplate) })),
    may("settings:read"),
    async (c) => {
      const own = new Map((await ownWordings()).map((one) => [one.kind, one]));
      return c.json({ items: MailKind.options.map((kind) => templateOf(kind, own.get(kind))) });
    },
  )
  .put(
    "/mail-templates/:kind",
    doc("Word a kind of mail anew", MailTemplate),
    may("settings:write"),
    valid("param", KindParam),
    valid("json", Wording),
    async (c) => {
      const { kind } = c.req.valid("param");
      const seen = await ownWording(kind);
      expectVersion(c, seen?.version ?? 0);
      return c.json(await wordAnew({ kind, seen }, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .post(
    "/mail-templates/:kind/preview",
    doc("Show a wording with sample values, before it is kept", Wording),
    may("settings:read"),
    valid("param", KindParam),
    valid("json", Wording),
    async (c) => {
      const { kind } = c.req.valid("param");
      checkWording(kind, c.req.valid("json"));
      return c.json(previewOf(kind, c.req.valid("json")));
    },
  );
