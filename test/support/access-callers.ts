import { type Permission, staffPermissions } from "../../functions/auth/access.ts";
import { tokenHash } from "../../functions/auth/token.ts";
import { now } from "../../functions/platform/clock.ts";
import { keys } from "../../functions/platform/keys.ts";
import { write } from "../../functions/platform/table.ts";
import { roles } from "../../functions/users/role.ts";
import { uniqueName } from "./api.ts";
import { aCustomer, aTariff } from "./customers.ts";
import { aReseller, itsCustomer } from "./resellers.ts";
import { cookieOf, switchTo, withCookie } from "./switched.ts";
import { staffUser } from "./users.ts";

/** A world of two resellers, one below the other, one beside them, their customers, and every kind of caller. */

/** Who asks, and what it must come to. */
export interface Asking {
  headers: Record<string, string>;
  permissions: readonly string[];
  /** `nobody` is not signed in; `office` reaches all. */
  kind: "nobody" | "office" | "reseller" | "customer";
  isKey?: boolean;
  isSwitched?: boolean;
  /** The account that it is itself, where that is no customer. */
  self?: string;
  /** Accounts of customers, resellers and tariffs that it reaches. */
  reaches: readonly string[];
}

const sorted = [...staffPermissions];
const resellerMay: Permission[] = [
  ...(["customers:read", "customers:write", "devices:read", "devices:write", "routing:read", "routing:write"] as const),
  ...(["tariffs:read", "tariffs:write", "calls:read", "money:read", "money:write", "audit:read"] as const),
];
const customerMay: Permission[] = [
  ...(["customers:read", "devices:read", "devices:write", "routing:read", "routing:write"] as const),
  ...(["calls:read", "money:read"] as const),
];
/** What a customer to whom no tab is opened can give a key. */
const customerSees = customerMay.filter((permission) => permission.endsWith(":read"));
const readOnly = roles.find(({ name }) => name === "Read only")?.permissions ?? [];

export const callers = new Map<string, Asking>();
/** By whose it is: an account of a customer of that owner. */
export const customers: Record<string, string> = { nobodys: "C00000000" };
export const resellers: Record<string, string> = { nobodys: "C00000000" };
export const tariffs: Record<string, string> = { nobodys: "trf_00000000000000000000000000" };

async function keyHeaders(cookie: string, scopes: readonly string[], revoke = false) {
  const office = withCookie(cookie);
  const key = (await office("POST", "/api-keys", { name: uniqueName(), scopes })).body;
  if (revoke) await office("DELETE", `/api-keys/${key.id}`);
  return { authorization: `Bearer ${key.secret}` };
}

/** A key that a customer or a reseller made for itself. */
async function ownKeyHeaders(cookie: string, scopes: readonly string[]) {
  const key = (await withCookie(cookie)("POST", "/own-api-keys", { name: uniqueName(), scopes })).body;
  return { authorization: `Bearer ${key.secret}` };
}

async function prepareWorld(cookie: string) {
  const office = withCookie(cookie);
  tariffs["operator"] = await aTariff(office);
  const top = await aReseller(office, tariffs["operator"]);
  const sub = await aReseller(top.api, top.tariff, { creditLimit: "0" });
  const beside = await aReseller(office, tariffs["operator"]);
  const own = { top: await itsCustomer(top), sub: await itsCustomer(sub), beside: await itsCustomer(beside) };
  const operators = await aCustomer(office, tariffs["operator"]);
  for (const [name, world] of Object.entries({ top, sub, beside })) {
    resellers[name] = world.account;
    tariffs[name] = world.tariff;
  }
  for (const [name, { account }] of Object.entries({ ...own, operator: operators })) customers[name] = account;
  return { top, sub, beside, own, operators };
}

export async function prepareCallers(): Promise<void> {
  const cookie = await cookieOf(await staffUser(sorted));
  const { top, sub, own, operators } = await prepareWorld(cookie);
  const reachOf = {
    top: [own.top.account, own.sub.account, top.account, sub.account, top.tariff],
    sub: [own.sub.account, sub.account, sub.tariff],
  };
  const office = { kind: "office" as const, reaches: [] };
  const nobody = { kind: "nobody" as const, permissions: [], reaches: [] };
  const [topCookie, customerCookie] = [await cookieOf(top.username), await cookieOf(own.sub.username)];
  const expired = await cookieOf(await staffUser(sorted));
  const row = { kind: "update", change: "SET #createdMs = :long", values: { long: now() - 13 * 3_600_000 } } as const;
  await write({ ...row, key: keys.session(tokenHash(expired.split("=")[1] ?? "")) });
  const into = async (from: string, account: string) => ({ cookie: (await switchTo(from, account))[1] });
  const asReseller = { kind: "reseller" as const, permissions: resellerMay };
  const asCustomer = { kind: "customer" as const, permissions: customerMay };
  const entries: [string, Asking][] = [
    ["anyone", { headers: {}, ...nobody }],
    ["expired session", { headers: { cookie: expired }, ...nobody }],
    ["revoked key", { headers: await keyHeaders(cookie, ["customers:read"], true), ...nobody }],
    ["administrator", { headers: { cookie }, permissions: sorted, ...office }],
    ["read only", { headers: { cookie: await cookieOf(await staffUser(readOnly)) }, permissions: readOnly, ...office }],
    ["switch key", { headers: await keyHeaders(cookie, ["switch"]), permissions: ["switch"], isKey: true, ...office }],
    ["read key", { headers: await keyHeaders(cookie, readOnly), permissions: readOnly, isKey: true, ...office }],
    ["reseller", { headers: { cookie: topCookie }, ...asReseller, self: top.account, reaches: reachOf.top }],
    [
      "sub-reseller",
      { headers: { cookie: await cookieOf(sub.username) }, ...asReseller, self: sub.account, reaches: reachOf.sub },
    ],
    ["customer", { headers: { cookie: customerCookie }, ...asCustomer, reaches: [own.sub.account] }],
    [
      "reseller's key",
      {
        headers: await ownKeyHeaders(topCookie, resellerMay),
        ...{ ...asReseller, self: top.account, reaches: reachOf.top, isKey: true },
      },
    ],
    [
      "customer's key",
      {
        headers: await ownKeyHeaders(customerCookie, customerSees),
        ...{ ...asCustomer, permissions: customerSees, reaches: [own.sub.account], isKey: true },
      },
    ],
    [
      "admin in reseller",
      {
        headers: await into(cookie, top.account),
        ...asReseller,
        self: top.account,
        reaches: reachOf.top,
        isSwitched: true,
      },
    ],
    [
      "admin in customer",
      { headers: await into(cookie, operators.account), ...asCustomer, reaches: [operators.account], isSwitched: true },
    ],
    [
      "reseller in sub",
      {
        headers: await into(topCookie, sub.account),
        ...asReseller,
        self: sub.account,
        reaches: reachOf.sub,
        isSwitched: true,
      },
    ],
    [
      "reseller in customer",
      { headers: await into(topCookie, own.top.account), ...asCustomer, reaches: [own.top.account], isSwitched: true },
    ],
  ];
  for (const [name, caller] of entries) callers.set(name, caller);
}
