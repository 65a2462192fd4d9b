import { staffPermissions } from "../auth/access.ts";
import { getLogin } from "../auth/login.store.ts";
import { fieldFaults, Problem } from "../platform/problem.ts";
import { addStaff } from "./add-user.flow.ts";
import { NewUser } from "./user.ts";

/**
 * Makes the first administrator, who may do everything. Does nothing where the user name exists, so it can run at
 * every start; a password that was changed since stays. There is no default password: the caller must bring one.
 * @throws Problem invalid when the password is too weak.
 */
export async function ensureFirstAdmin(
  asked: { username: string; password: string },
  at: number,
): Promise<{ created: boolean }> {
  if (await getLogin(asked.username)) return { created: false };
  const parsed = NewUser.safeParse({ ...asked, name: "Administrator", permissions: staffPermissions });
  if (!parsed.success) {
    const fields = fieldFaults(parsed.error.issues);
    const words = fields.map((fault) => `${fault.path}: ${fault.message}`).join(" ");
    throw new Problem("invalid", `The first administrator cannot be made. ${words}`, { fields });
  }
  try {
    await addStaff(parsed.data, undefined, at);
    return { created: true };
  } catch (error) {
    // Another process made it at the same moment.
    if (error instanceof Problem && error.code === "conflict") return { created: false };
    throw error;
  }
}
