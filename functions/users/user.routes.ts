import { Hono } from "hono";
import { canGrant } from "../auth/access.ts";
import { invite } from "../auth/invite.flow.ts";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { newPasswordFaults } from "../auth/new-password.flow.ts";
import { Invitation } from "../auth/one-time-link.ts";
import { now } from "../platform/clock.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  NoContent,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { Problem } from "../platform/problem.ts";
import { addStaff } from "./add-user.flow.ts";
import { changeStaff, removeStaff } from "./change-user.flow.ts";
import { getUser, listUsers } from "./user.store.ts";
import { NewUser, type User, UserChange, UserReply } from "./user.ts";
import { withLogin, withLogins } from "./user-reply.flow.ts";

async function found(id: string): Promise<User> {
  const user = /^usr_[0-9A-Z]{26}$/.test(id) ? await getUser(id) : undefined;
  if (!user) throw new Problem("not_found", "There is no such user.");
  return user;
}

/** `/users`: the operator's staff. */
export const userRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/users", doc("List users", pageOf(UserReply)), may("users:write"), valid("query", PageQuery), async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor);
    const page = await listUsers({ limit, ...(after ? { after } : {}) });
    return c.json({ items: await withLogins(page.items), nextCursor: encodeCursor(page.after) });
  })
  .post(
    "/users",
    doc("Add a user", UserReply, 201),
    may("users:write"),
    valid("json", NewUser, (value) => newPasswordFaults("admin", value)),
    async (c) => {
      const [actor, asked] = [signedIn(c), c.req.valid("json")];
      if (!canGrant(actor, asked.permissions)) throw new Problem("forbidden", "You cannot grant what you may not do.");
      return c.json(await withLogin(await addStaff(asked, actor, now())), 201);
    },
  )
  .get("/users/:id", doc("Read a user", UserReply), may("users:write"), async (c) =>
    c.json(await withLogin(await found(c.req.param("id")))),
  )
  .patch(
    "/users/:id",
    doc("Change a user", UserReply),
    may("users:write"),
    valid("json", UserChange, (value) => newPasswordFaults("admin", value)),
    async (c) => {
      const seen = await found(c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await withLogin(await changeStaff(seen, c.req.valid("json"), signedIn(c), now())));
    },
  )
  .delete("/users/:id", doc("Remove a user", NoContent, 204), may("users:write"), async (c) => {
    await removeStaff(await found(c.req.param("id")), signedIn(c), now());
    return c.body(null, 204);
  })
  .post(
    "/users/:id/invitations",
    doc("Make a one-time link by which a user sets a password, and mail it", Invitation, 201),
    may("users:write"),
    ownSessionOnly,
    async (c) => {
      const [actor, user] = [signedIn(c), await found(c.req.param("id"))];
      if (!canGrant(actor, user.permissions))
        throw new Problem("forbidden", "You cannot open the login of someone who may do more than you.");
      c.header("cache-control", "no-store");
      return c.json(await invite(user.username, actor, now()), 201);
    },
  );
