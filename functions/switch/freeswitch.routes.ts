import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, lockedKeyOnly, may } from "../auth/may.guard.ts";
import { docOf, type HttpVariables, valid } from "../platform/http.ts";
import { boundedBody } from "./bounded-body.guard.ts";
import { answerFreeswitch } from "./freeswitch.flow.ts";
import { formOf } from "./freeswitch-request.ts";

const Name = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, "Must be up to 100 letters, digits or . _ -");

/** Loose: what else stands in the address is FreeSWITCH's own. */
const AskingQuery = z.looseObject({
  /** Name of the switch, as its CDR source calls it. Left out: the host's name that FreeSWITCH sends. */
  switch: Name.optional(),
  /** SIP profile by which gateways are called. */
  profile: Name.default("external"),
});

/** The URL of mod_xml_curl, for directory and dialplan. FreeSWITCH takes nothing but 200 for an answer. */
export const freeswitchRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().post(
  "/freeswitch",
  docOf("What FreeSWITCH asks by mod_xml_curl: SIP users and calls; the key must be locked to addresses", "text/xml"),
  may("switch"),
  lockedKeyOnly,
  valid("query", AskingQuery),
  async (c) => {
    const { switch: named, profile } = c.req.valid("query");
    const form = formOf(Buffer.from(await boundedBody(c.req.raw)).toString("utf8"));
    const name = named ?? form.get("hostname") ?? form.get("FreeSWITCH-Hostname") ?? "freeswitch";
    c.header("content-type", "text/xml; charset=utf-8");
    c.header("cache-control", "no-store");
    return c.body(await answerFreeswitch(form, { name, profile }));
  },
);
