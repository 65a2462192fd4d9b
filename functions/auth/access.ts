/**
 * Who may do what, to whose data: the one place. A principal has permissions (what) and a reach (whose).
 * Foreign data is reported as not found, a missing permission as forbidden.
 */

export const permissions = [
  "customers:read",
  "customers:write",
  "devices:read",
  "devices:write",
  "tariffs:read",
  "tariffs:write",
  "calls:read",
  "money:read",
  "money:write",
  "intake:read",
  "intake:write",
  "settings:read",
  "settings:write",
  "users:write",
  "switch",
] as const;
export type Permission = (typeof permissions)[number];

export interface Principal {
  /** User or key id; what the audit names. */
  id: string;
  kind: "admin" | "reseller" | "customer" | "key";
  /** The account it belongs to; undefined for the operator's own staff and keys, who reach every account. */
  account?: string;
  permissions: readonly Permission[];
}

/** The account whose customers a principal works on: its own, or the operator's. Lists and listings are kept per owner. */
export const operator = "OPERATOR";

export const allows = (principal: Principal, permission: Permission): boolean =>
  principal.permissions.includes(permission);

/** Whether the principal may see the account at all. `chain` is the account and its resellers up to the top. */
export const reaches = (principal: Principal, chain: readonly string[]): boolean =>
  principal.account === undefined || chain.includes(principal.account);
