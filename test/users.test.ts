import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { getLogin } from "../functions/auth/login.store.ts";
import { roleOf, roles } from "../functions/users/role.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const body = () => ({ username: uniqueName(), password: goodPassword, name: "Ann Lee", permissions: ["calls:read"] });
const add = async () => {
  const asked = body();
  const reply = await admin("POST", "/users", asked);
  expect(reply.status).toBe(201);
  return { ...reply.body, caller: await signInAs(asked.username, goodPassword) };
};

describe("a user of the staff", () => {
  it("is added, read and listed without the password", async () => {
    const { caller: _caller, ...user } = await add();
    expect(user).toMatchObject({ permissions: ["calls:read"], enabled: true, version: 1 });
    expect((await admin("GET", `/users/${user.id}`)).body).toEqual(user);
    const listed = await admin("GET", "/users?limit=200");
    expect(listed.body.items).toContainEqual(user);
    expect(JSON.stringify(listed.body)).not.toMatch(/argon|"password"/i);
  });

  it("loses every session at once with other permissions, another password or when switched off", async () => {
    for (const change of [{ permissions: ["money:read"] }, { password: "N3w-secret!x" }, { enabled: false }]) {
      const { id, caller } = await add();
      expect((await caller("GET", "/session")).status).toBe(200);
      expect((await admin("PATCH", `/users/${id}`, change)).status).toBe(200);
      expect((await caller("GET", "/session")).status).toBe(401);
    }
  });

  it("keeps its sessions when only the name changes", async () => {
    const { id, caller } = await add();
    expect((await admin("PATCH", `/users/${id}`, { name: "Ann Ray" })).body.name).toBe("Ann Ray");
    expect((await caller("GET", "/session")).status).toBe(200);
  });

  it("is gone after removal, and its user name is free", async () => {
    const { id, username, caller } = await add();
    expect((await admin("DELETE", `/users/${id}`)).status).toBe(204);
    expect((await caller("GET", "/session")).status).toBe(401);
    expect(await getLogin(username)).toBeUndefined();
    expect((await admin("POST", "/users", { ...body(), username })).status).toBe(201);
  });

  it("has a user name of its own, also against customers and in other case", async () => {
    const { username } = await add();
    const reply = await admin("POST", "/users", { ...body(), username: username.toUpperCase() });
    expect([reply.status, faultsOf(reply)]).toEqual([409, ["username"]]);
  });

  it("cannot raise itself or others above what it may do itself", async () => {
    const caller = await staff(["users:write"]);
    expect((await caller("POST", "/users", body())).status).toBe(403);
    const { id } = await add();
    expect((await caller("PATCH", `/users/${id}`, { permissions: ["users:write"] })).status).toBe(403);
    expect((await caller("PATCH", `/users/${id}`, { password: "N3w-secret!x" })).status).toBe(403);
    expect((await caller("DELETE", `/users/${id}`)).status).toBe(403);
    const own = (await caller("GET", "/session")).body.user.id;
    for (const change of [{ permissions: ["users:write", "money:write"] }, { enabled: false }])
      expect((await caller("PATCH", `/users/${own}`, change)).status).toBe(403);
    expect((await caller("DELETE", `/users/${own}`)).status).toBe(403);
  });

  it("is edited against the version that was read", async () => {
    const { id } = await add();
    const headers = { "if-match": '"1"' };
    expect((await admin("PATCH", `/users/${id}`, { name: "One" }, { headers })).status).toBe(200);
    expect((await admin("PATCH", `/users/${id}`, { name: "Two" }, { headers })).status).toBe(409);
    expect((await admin("PATCH", `/users/${id}`, { name: "Two" }, { headers: { "if-match": "new" } })).status).toBe(
      400,
    );
  });

  it.each([
    { change: { username: "a b" }, field: "username" },
    { change: { password: "weak" }, field: "password" },
    { change: { permissions: ["root"] }, field: "permissions.0" },
    { change: { permissions: ["switch"] }, field: "permissions.0" },
    { change: { name: "" }, field: "name" },
    { change: { kind: "admin" }, field: "kind" },
  ])("with $change is refused", async ({ change, field }) => {
    const reply = await admin("POST", "/users", { ...body(), ...change });
    expect(reply.status).toBe(422);
    expect(faultsOf(reply)).toContain(field);
  });
});

describe("the roles that are offered", () => {
  it("are different sets of what staff can hold, and each is told by its set alone", () => {
    for (const role of roles) {
      expect(roleOf(role.permissions.toReversed())?.name).toBe(role.name);
      expect(staffPermissions).toEqual(expect.arrayContaining([...role.permissions]));
      expect(new Set(role.permissions).size).toBe(role.permissions.length);
    }
    expect(roleOf(["audit:read"])).toBeUndefined();
  });
  it("let only the administrator change users and settings", () => {
    const changing = roles.filter(({ permissions }) =>
      permissions.some((one) => one === "users:write" || one === "settings:write"),
    );
    expect(changing.map(({ name }) => name)).toEqual(["Administrator"]);
  });
});
