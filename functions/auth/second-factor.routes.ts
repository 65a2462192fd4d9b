import { type Context, Hono } from "hono";
import * as z from "zod";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { callerIp } from "./caller.guard.ts";
import { type AuthVariables, evenWithoutFactor, ownSessionOnly, signedInAtAll, signedInOnly } from "./may.guard.ts";
import { confirm, disable, enrol, renewRecoveryCodes, secondFactorOf } from "./second-factor.flow.ts";
import { Enrolment, RecoveryCodes, SecondFactorState } from "./second-factor.ts";

const password = z.string("Required.").min(1, "Required.").max(200, "Is too long.");
const code = z.string("Required.").min(1, "Required.").max(30, "Is too long.");
const WithPassword = z.strictObject({ password }).meta({ id: "OwnPassword" });
const WithCode = z.strictObject({ code }).meta({ id: "OneTimeCode" });
const WithBoth = z.strictObject({ password, code }).meta({ id: "OwnPasswordAndCode" });

type Variables = AuthVariables & HttpVariables;
const askerOf = (c: Context<{ Variables: Variables }>) => {
  c.header("cache-control", "no-store");
  return { principal: signedInAtAll(c), ip: callerIp(c) ?? "unknown", at: now() };
};

const path = "/second-factor";

/** `/second-factor`: one's own. */
export const secondFactorRoutes = new Hono<{ Variables: Variables }>()
  .get(path, doc("Whether I have a second factor", SecondFactorState), evenWithoutFactor, async (c) =>
    c.json(await secondFactorOf(askerOf(c))),
  )
  .post(
    path,
    doc("Begin a second factor of my own", Enrolment, 201),
    evenWithoutFactor,
    ownSessionOnly,
    valid("json", WithPassword),
    async (c) => c.json(await enrol(askerOf(c), c.req.valid("json").password), 201),
  )
  .post(
    `${path}/confirm`,
    doc("Switch my second factor on by a first code", RecoveryCodes),
    evenWithoutFactor,
    ownSessionOnly,
    valid("json", WithCode),
    async (c) => c.json(await confirm(askerOf(c), c.req.valid("json").code)),
  )
  .post(
    `${path}/recovery-codes`,
    doc("Replace my recovery codes", RecoveryCodes),
    signedInOnly,
    ownSessionOnly,
    valid("json", WithPassword),
    async (c) => c.json(await renewRecoveryCodes(askerOf(c), c.req.valid("json").password)),
  )
  .post(
    `${path}/disable`,
    doc("Switch my second factor off", NoContent, 204),
    signedInOnly,
    ownSessionOnly,
    valid("json", WithBoth),
    async (c) => {
      await disable(askerOf(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  );
