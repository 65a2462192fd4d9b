import { isNamed, type People } from "./people.ts";

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
  /** A key that may be used from named addresses only. */
  isLocked?: boolean;
  /** Of a key: the kind of the account that it belongs to, where that is a customer or a reseller. */
  holder?: "reseller" | "customer";
  /** A second factor is required of whoever sits there, who has none: nothing is open but setting one up. */
  lacksFactor?: boolean;
  /** Who really sits there, in a session that somebody above the account switched to. */
  switched?: Switched;
}

export interface Switched {
  /** User id of the staff, or account of the reseller. */
  by: string;
  byKind: "admin" | "reseller";
}

/** Who answers for what is done: in a switched session the person who switched. */
export const actorOf = ({ id, switched }: Principal): string => switched?.by ?? id;

/** As whom somebody works on what is reached: a key as whoever it belongs to. */
const worksAs = ({ kind, holder }: Principal): Principal["kind"] => holder ?? kind;

/** A digest hash is as good as the secret: it is given only to a key that nobody can use from elsewhere. */
export const mayReadDigests = ({ isLocked }: Principal): boolean => isLocked === true;

/** Whether somebody has no second factor though it is required of such people. */
export const isWithoutFactor = (
  { kind, secondFactor }: { kind: "admin" | "reseller" | "customer"; secondFactor: boolean },
  requiredOf: readonly People[],
): boolean => !secondFactor && isNamed(kind, requiredOf);

/** Passwords, second factors, keys and secrets are not to be changed in somebody else's name. */
export const maySetSecrets = ({ switched }: Principal): boolean => switched === undefined;
export const noSecretsHere = "Not in a switched session. Return to your own first.";

/** What a person of the operator's staff can hold; `switch` is for machines. */
export type StaffPermission = Exclude<Permission, "switch">;
export const staffPermissions = permissions.filter(
  (permission): permission is StaffPermission => permission !== "switch",
);

/** Nobody can hand out more than they have. `switch` may be given by whoever keeps the users, since it opens nothing of the office. */
export const canGrant = (principal: Principal, wanted: readonly Permission[]): boolean =>
  wanted.every((permission) => permission === "switch" || allows(principal, permission));

/**
 * What a customer or a reseller may give a key of its own account: what it may do itself, and of a customer no change where
 * no tab of that kind is opened to it.
 */
export const keyScopesOf = ({ kind, permissions: held }: Principal, selfEdit: readonly string[]): Permission[] =>
  held.filter((permission) => {
    if (kind !== "customer" || !permission.endsWith(":write")) return true;
    return selfEdit.some((tab) => tab.endsWith("-devices") === (permission === "devices:write"));
  });

/** Whether a switch may deliver in the name of this source. */
export const mayDeliverFor = (principal: Principal, source: string): boolean =>
  principal.sources === undefined || principal.sources.includes(source);

/** The account whose customers a principal works on: its own, or the operator's. Lists and listings are kept per owner. */
export const operator = "OPERATOR";

/** Whose list a principal works on. */
export const ownerOf = ({ account }: Principal): string => account ?? operator;

/**
 * What people outside the staff may do within their reach, the same for all of a kind. A customer's `write` is only as
 * wide as the tabs that staff opened to it.
 */
const ofKind: Record<"reseller" | "customer", readonly Permission[]> = {
  reseller: [
    ...(["customers:read", "customers:write", "devices:read", "devices:write", "routing:read"] as const),
    ...(["routing:write", "tariffs:read", "tariffs:write", "calls:read", "money:read"] as const),
    ...(["money:write", "audit:read"] as const),
  ],
  customer: [
    ...(["customers:read", "devices:read", "devices:write", "routing:read", "routing:write"] as const),
    ...(["calls:read", "money:read"] as const),
  ],
};

/** What a person may do; `held` is what a person of the staff was given. */
export const permissionsOf = (kind: "admin" | "reseller" | "customer", held: readonly Permission[]) =>
  kind === "admin" ? held : ofKind[kind];

/** The product itself, where it does for a customer what the customer asked for: with what a customer may see, and no more. */
export const customerItself = (account: string): Principal => ({
  ...{ id: account, kind: "customer", account, permissions: ofKind.customer },
});

export const allows = (principal: Principal, permission: Permission): boolean =>
  principal.permissions.includes(permission);

/** A customer or a reseller, with the resellers above it: the nearest first, up to the top. */
export interface Placed {
  account: string;
  resellers: readonly string[];
}

/** The account and whose it is, up to the top: everyone who reaches it, but for the operator. */
export const upFrom = ({ account, resellers }: Placed): string[] => [account, ...resellers];

/** Whose lists an account stands in: the operator's, and those of the resellers above it. */
export const listsOf = ({ resellers }: Placed): string[] => [operator, ...resellers];

/** Whether the principal may see the account at all. `chain` is the account and its resellers up to the top. */
export const reaches = (principal: Principal, chain: readonly string[]): boolean =>
  principal.account === undefined || chain.includes(principal.account);

/** Whether something that one owner has is the principal's; null is the operator's. The operator's people have all of it. */
export const owns = ({ account }: Principal, owner: string | null): boolean =>
  account === undefined || account === owner;

/** What brings records, and how, is the operator's business alone, and there of those who may see the intake. */
export const seesIntake = (principal: Principal): boolean =>
  principal.account === undefined && allows(principal, "intake:read");

/** Who terminates a call, and for what, is the operator's business alone, and there of those who may see vendors. */
export const seesVendors = (principal: Principal): boolean =>
  principal.account === undefined && allows(principal, "vendors:read");

/** Whether a tariff is the principal's to see. What vendors bill is nobody's who may not see vendors. */
export const seesTariff = (principal: Principal, { owner, kind }: { owner: string | null; kind: "SELL" | "COST" }) =>
  owns(principal, owner) && (kind === "SELL" || seesVendors(principal));

/**
 * Up to which account of a chain the principal sees what each pays for a call; null: all of it. A reseller sees itself and
 * those below; a customer, whose own charge is no level above it, nothing more.
 */
export const levelSeenBy = ({ account }: Principal): string | null => account ?? null;

/**
 * Out of whose balance a payment is taken that the principal books: a reseller moves money of its own, and makes none;
 * undefined: it comes from outside, which only the operator's people can say.
 */
export const payerBy = ({ account }: Principal): string | undefined => account;

/** Whether the principal stands above the account, which it may then enter and whose limits it sets. */
export const isAbove = (principal: Principal, { resellers }: Placed): boolean =>
  principal.account === undefined || resellers.includes(principal.account);

/** Whether the principal may change what is on a tab of the customer's configuration: a customer only on those that staff opened. */
export const mayEdit = (principal: Principal, selfEdit: readonly string[], tab: string): boolean =>
  worksAs(principal) !== "customer" || selfEdit.includes(tab);

/** Fields of a device that no customer sets: what its calls cost, and which calls are its own. */
export const staffFields = ["tariffId", "switchAccounts"] as const;

/**
 * Whom an operation is for: `account`, whoever reaches the account that it names; `owned`, whoever has lists of their
 * own; `shared`, everybody with the permission; `office`, the operator's people alone.
 */
export type Whose = "account" | "owned" | "shared" | "office";

export const isOpenTo = (principal: Principal, whose: Whose): boolean =>
  principal.account === undefined ||
  whose === "account" ||
  whose === "shared" ||
  (whose === "owned" && worksAs(principal) === "reseller");
