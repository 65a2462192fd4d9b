import { expect, it } from "vitest";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { staffPermissions } from "../../functions/auth/access.ts";
import { goodPassword, uniqueName } from "../support/api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { emptyStackOfThisFile, password } from "./demo-stack.ts";
import { everyPage } from "./every-page.ts";

const stack = emptyStackOfThisFile();

it.each(staffPermissions.filter((permission) => permission.endsWith(":read")))(
  "whoever has %s alone is refused nothing by the pages that are offered",
  { timeout: 600_000 },
  async (permission) => {
    const { browser, origin } = stack();
    const api = await signInAt(origin, { username: "admin", password });
    const person = { username: uniqueName(), name: "Una", password: goodPassword, permissions: [permission] };
    await api.post("/users", person);
    const visitor = await visit(browser, origin, 1280);
    await signIn(visitor, goodPassword, "/", person.username);
    const faults: string[] = [];
    const look = async (_page: unknown, where: string) => {
      faults.push(...visitor.complaints.splice(0).map((one) => `${where}: ${one}`));
    };
    const kinds = await everyPage(visitor, { first: ["/"], look, layers: false, widths: [1280] });
    expect(faults).toEqual([]);
    expect(kinds.length).toBeGreaterThan(1);
    await visitor.page.context().close();
  },
);
