/**
 * Who may do what, to whose data: the one place. A principal has permissions (what) and a reach (whose).
 * Foreign data is reported as not found, a missing permission as forbidden.
 */

export const permissions = [
  "customers:read",
  "customers:write",
  "devices:read",
  "devices:write",
  "routing:read",
  "routing:write",
  "vendors:read",
  "vendors:write",
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
  "audit:read",
  "switch",
] as const;
export type Permission = (typeof permissions)[number];

export interface Principal {
  /** User or key id; what the audit names. */
  id: string;
  kind: "admin" | "reseller" | "customer" | "key";
  /** What a person signs in with; undefined for a key. */
  username?: string;
  /** The account it belongs to; undefined for the operator's own staff and keys, who reach every account. */
  account?: string;
  permissions: readonly Permission[];
  /** CDR sources that a key may deliver for; undefined = all. */
  sources?: readonly string[];
}

/** What a person of the operator's staff can hold; `switch` is for machines. */
export type StaffPermission = Exclude<Permission, "switch">;
export const staffPermissions = permissions.filter(
  (permission): permission is StaffPermission => permission !== "switch",
);

/** Nobody can hand out more than they have. `switch` may be given by whoever keeps the users, since it opens nothing of the office. */
export const canGrant = (principal: Principal, wanted: readonly Permission[]): boolean =>
  wanted.every((permission) => permission === "switch" || allows(principal, permission));

/** Whether a switch may deliver in the name of this source. */
export const mayDeliverFor = (principal: Principal, source: string): boolean =>
  principal.sources === undefined || principal.sources.includes(source);

/** The account whose customers a principal works on: its own, or the operator's. Lists and listings are kept per owner. */
export const operator = "OPERATOR";

export const allows = (principal: Principal, permission: Permission): boolean =>
  principal.permissions.includes(permission);

/** Whether the principal may see the account at all. `chain` is the account and its resellers up to the top. */
export const reaches = (principal: Principal, chain: readonly string[]): boolean =>
  principal.account === undefined || chain.includes(principal.account);
