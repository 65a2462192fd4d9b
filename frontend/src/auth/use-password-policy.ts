import { useQuery } from "@tanstack/react-query";
import type { PasswordPolicy } from "../../../functions/auth/password-policy.ts";
import type { People } from "../../../functions/auth/people.ts";
import { defaultsQuery } from "../settings/settings.api.ts";

/** The rule that a new password of such people keeps. The server asks the settings itself; this is for the checklist. */
export function usePasswordPolicy(of: People): PasswordPolicy {
  const { data: defaults } = useQuery(defaultsQuery);
  return defaults?.strongPasswords.includes(of) ? "STRONG" : "MANUAL";
}
