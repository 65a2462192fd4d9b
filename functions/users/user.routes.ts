import { Hono } from "hono";
import { canGrant } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
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
import { NewUser, User, UserChange } from "./user.ts";

async function found(id: string): Promise<User> {
  const user = /^usr_[0-9A-Z]{26}$/.test(id) ? await getUser(id) : undefined;
  if (!user) throw new Problem("not_found", "There is no such user.");
  return user;
}

/** `/users`: the operator's staff. */
export const userRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/users", doc("List users", pageOf(User)), may("users:write"), valid("query", PageQuery), async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor);
    const page = await listUsers({ limit, ...(after ? { after } : {}) });
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  })
  .post("/users", doc("Add a user", User, 201), may("users:write"), valid("json", NewUser), async (c) => {
    const [actor, asked] = [signedIn(c), c.req.valid("json")];
    if (!canGrant(actor, asked.permissions)) throw new Problem("forbidden", "You cannot grant what you may not do.");
    return c.json(await addStaff(asked, actor, now()), 201);
  })
  .get("/users/:id", doc("Read a user", User), may("users:write"), async (c) => c.json(await found(c.req.param("id"))))
  .patch("/users/:id", doc("Change a user", User), may("users:write"), valid("json", UserChange), async (c) => {
    const seen = await found(c.req.param("id"));
    expectVersion(c, seen.version);
    return c.json(await changeStaff(seen, c.req.valid("json"), signedIn(c), now()));
  })
  .delete("/users/:id", doc("Remove a user", NoContent, 204), may("users:write"), async (c) => {
    await removeStaff(await found(c.req.param("id")), signedIn(c), now());
    return c.body(null, 204);
  });
