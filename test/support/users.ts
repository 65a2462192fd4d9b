import type { Permission } from "../../functions/auth/access.ts";
import { now } from "../../functions/platform/clock.ts";
import { addStaff } from "../../functions/users/add-user.flow.ts";
import { goodPassword, uniqueName } from "./api.ts";

/** A new person of the staff with these permissions; gives the user name. */
export async function staffUser(permissions: readonly Permission[]): Promise<string> {
  const username = uniqueName();
  await addStaff(
    { username, password: goodPassword, name: "Test Person", email: null, permissions: permissions as never },
    undefined,
    now(),
  );
  return username;
}
