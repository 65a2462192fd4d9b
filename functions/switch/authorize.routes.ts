import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { authorizeCall } from "./authorize-call.flow.ts";
import { CallRequest, Verdict } from "./call-request.ts";
import { endCall, reauthorizeCall } from "./running-call.flow.ts";

const Id = z.string().min(1).max(200);

const MoreTime = z
  .object({
    authorization_id: Id,
    /** Seconds of talk so far. */
    elapsed_s: z
      .int()
      .min(0)
      .max(86_400 * 2),
  })
  .meta({ id: "MoreTime" });

const End = z
  .object({
    authorization_id: Id,
    /** For the record; the CDR says what counts. */
    cause: z.union([z.string().max(200), z.int()]).optional(),
  })
  .meta({ id: "EndOfCall" });

const Ended = z.object({ ended: z.literal(true) }).meta({ id: "EndedCall" });

/** What a switch asks of a call. A decision, allow or deny, is always HTTP 200: anything else means that asking failed. */
export const authorizeRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/authorize",
    doc("May this call go, where, with which numbers and for how long?", Verdict),
    may("switch"),
    valid("json", CallRequest),
    async (c) => c.json(await authorizeCall(c.req.valid("json"))),
  )
  .post(
    "/reauthorize",
    doc("More time for a call that goes on", Verdict),
    may("switch"),
    valid("json", MoreTime),
    async (c) => {
      const { authorization_id, elapsed_s } = c.req.valid("json");
      return c.json(await reauthorizeCall(authorization_id, elapsed_s));
    },
  )
  .post(
    "/end",
    doc("A call is over: its sessions are free, its money waits for the CDR; an unknown one is well too", Ended),
    may("switch"),
    valid("json", End),
    async (c) => {
      await endCall(c.req.valid("json").authorization_id);
      return c.json({ ended: true as const });
    },
  );
