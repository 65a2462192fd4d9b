import { type FieldFault, Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import type { Login } from "./login.ts";
import { hashPassword } from "./password.ts";
import { type PasswordPolicy, passwordFieldFaults } from "./password-policy.ts";
import { isNamed } from "./people.ts";

/** Whose password it is. Name and company are what a strong one does not contain. */
export interface PasswordOwner {
  kind: Login["kind"];
  username: string;
  name?: string | undefined;
  company?: string | undefined;
}

export const policyFor = (kind: Login["kind"], { strongPasswords }: Pick<Settings, "strongPasswords">) =>
  isNamed(kind, strongPasswords) ? "STRONG" : "MANUAL";

/** The rule that passwords of such people keep now. */
export const passwordPolicyOf = async (kind: Login["kind"]): Promise<PasswordPolicy> =>
  policyFor(kind, await getSettings());

/** What is wrong with `password` among the fields of somebody, as they came; for an answer that names every fault. */
export async function newPasswordFaults(kind: Login["kind"], fields: unknown): Promise<FieldFault[]> {
  if (typeof fields !== "object" || fields === null || !("password" in fields)) return [];
  return passwordFieldFaults(fields as Record<string, unknown>, await passwordPolicyOf(kind));
}

/**
 * The hash of a new password. Everything that sets one comes through here, so nothing gets past the rule.
 * @param path what the field of the password is called
 * @throws Problem invalid with the faults of the field
 */
export async function hashNewPassword(
  password: string,
  { kind, ...fields }: PasswordOwner,
  path = "password",
): Promise<string> {
  const faults = await newPasswordFaults(kind, { ...fields, password });
  if (faults.length > 0)
    throw new Problem("invalid", `Please correct: ${path}.`, { fields: faults.map((one) => ({ ...one, path })) });
  return hashPassword(password);
}
