import { Hono } from "hono";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { callerIp } from "./caller.guard.ts";
import { type AuthVariables, open } from "./may.guard.ts";
import { ForgottenPassword, LinkReply, LinkToken } from "./one-time-link.ts";
import { Password } from "./password-policy.ts";
import { askForLink, readLink, setPassword } from "./reset-password.flow.ts";

const NewPassword = LinkToken.extend({ password: Password }).meta({ id: "NewPassword" });

/** `/password-resets`: for whoever cannot sign in. A token is in the body, so that no log has it. */
export const passwordResetRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/password-resets",
    doc(
      "Have a link for a new password mailed; the answer is the same whether or not there is such a user",
      NoContent,
      202,
    ),
    open,
    valid("json", ForgottenPassword),
    async (c) => {
      await askForLink(c.req.valid("json").username, callerIp(c) ?? "unknown", now());
      return c.body(null, 202);
    },
  )
  .post(
    "/password-resets/link",
    doc("What a one-time link opens", LinkReply),
    open,
    valid("json", LinkToken),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await readLink(c.req.valid("json").token, callerIp(c) ?? "unknown", now()));
    },
  )
  .post(
    "/password-resets/use",
    doc("Set a password by a one-time link, which ends every session of the user", NoContent, 204),
    open,
    valid("json", NewPassword),
    async (c) => {
      const { token, password } = c.req.valid("json");
      await setPassword(token, password, callerIp(c) ?? "unknown", now());
      return c.body(null, 204);
    },
  );
