import { Hono } from "hono";
import * as z from "zod";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { Taken } from "../platform/taken.ts";
import { takenName } from "./change-login.flow.ts";
import { getLogin } from "./login.store.ts";
import { type AuthVariables, may } from "./may.guard.ts";

const NameQuery = z.object({
  /** Compared without regard to case, like every user name. */
  username: z.string().trim().min(1, "Please name one.").max(64, "Must be at most 64 characters."),
});

/** Whether a user name is anybody's; whose it is, nobody learns here. The save decides. */
export const userNameRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/user-names/check",
  doc("Say whether a user name is taken", Taken),
  may("customers:write", "owned"),
  valid("query", NameQuery),
  async (c) => {
    const login = await getLogin(c.req.valid("query").username);
    return c.json({ items: login ? [{ path: "username", message: takenName }] : [] });
  },
);
