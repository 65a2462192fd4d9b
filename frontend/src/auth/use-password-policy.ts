import { useQuery } from "@tanstack/react-query";
import type { PasswordHolder, PasswordPolicy } from "../../../functions/auth/password-policy.ts";
import { defaultsQuery } from "../settings/settings.api.ts";

/** The rule that a new password of such people keeps. The server asks the settings itself; this is for the checklist. */
export function usePasswordPolicy(holder: PasswordHolder): PasswordPolicy {
  const { data: defaults } = useQuery(defaultsQuery);
  return defaults?.strongPasswords.includes(holder) ? "STRONG" : "MANUAL";
}
