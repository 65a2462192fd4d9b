import { staffPermissions } from "../../functions/auth/access.ts";
import { getSession, startSession } from "../../functions/auth/session.store.ts";
import { uniqueName } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { cookieOf, withCookie } from "../support/switched.ts";
import { staffUser } from "../support/users.ts";

export interface FuzzWorld {
  /** Ids by the name of a field or parameter that holds one. */
  known: ReadonlyMap<string, string>;
  /** Ids by the collection in whose path they stand. */
  collections: ReadonlyMap<string, string>;
  /** The Cookie header of an administrator's session that nobody else has. */
  freshCookie: () => Promise<string>;
  /** A key for the API of switches. */
  switchKey: string;
}

/** One thing of most kinds, so that a bad request comes further than to an id that does not exist. */
export async function fuzzWorld(): Promise<FuzzWorld> {
  const cookie = await cookieOf(await staffUser([...staffPermissions]));
  const admin = withCookie(cookie);
  const made = async (path: string, body: object): Promise<Record<string, string>> => {
    const reply = await admin("POST", path, body);
    if (reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const tariff = await aTariff(admin);
  const { account } = await aCustomer(admin, tariff);
  const reseller = await aReseller(admin, tariff);
  const resold = await itsCustomer(reseller);
  const room = { maxCallSessions: 1, callSessionsPerSecond: 1 };
  const ip = await made(`/customers/${account}/ip-devices`, { ip: "203.0.113.9", dialPrefix: "", ...room });
  const sip = { login: uniqueName(), extension: "0101", ...room };
  const collections = {
    tariffs: tariff,
    "ip-devices": ip["id"],
    "sip-devices": (await made(`/customers/${account}/sip-devices`, sip))["id"],
    vendors: (await made("/vendors", { name: uniqueName(), currency: "EUR" }))["id"],
    routes: (await made("/routes", { name: uniqueName() }))["id"],
    users: (await made("/users", { username: uniqueName(), name: "Fuzz", password: "Tr0ub4dor&3x" }))["id"],
    "api-keys": (await made("/api-keys", { name: "Fuzz", scopes: ["calls:read"] }))["id"],
    webhooks: (await made("/webhooks", { url: "https://hooks.example.net/in", events: ["alert.opened"] }))["id"],
    "cdr-sources": (await made("/cdr-sources", { name: "Fuzz", switch: "fuzz", format: "kamailio-json" }))["id"],
  };
  await made("/dids", { numbers: ["4930123456"], account });
  const token = cookie.split("=")[1] ?? "";
  const session = await getSession(token);
  if (!session) throw new Error("the session is not there");
  return {
    known: new Map([
      ...Object.entries({ account, customer: resold.account, reseller: reseller.account, tariffId: tariff }),
      ...Object.entries({ vendorId: collections.vendors ?? "", vendor: collections.vendors ?? "" }),
      ...Object.entries({ routeId: collections.routes ?? "", source: collections["cdr-sources"] ?? "" }),
      ...Object.entries({ sourceId: collections["cdr-sources"] ?? "", number: "4930123456", list: "source" }),
    ]),
    collections: new Map(Object.entries(collections).map(([name, id]) => [name, id ?? ""])),
    freshCookie: async () => {
      const { createdMs, seenMs: _seenMs, ...of } = session;
      return `${cookie.split("=")[0]}=${await startSession(of, createdMs)}`;
    },
    switchKey: `Bearer ${(await made("/api-keys", { name: "Fuzz switch", scopes: ["switch"] }))["secret"]}`,
  };
}
