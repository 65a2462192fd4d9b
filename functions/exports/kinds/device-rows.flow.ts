import { ownerOf } from "../../auth/access.ts";
import { customerInReach } from "../../customers/in-reach.flow.ts";
import { listingsOf } from "../../customers/listing.store.ts";
import { allIpDevices, allSipDevices } from "../../devices/device.store.ts";
import type { IpDevice } from "../../devices/ip-device.ts";
import type { SipDevice } from "../../devices/sip-device.ts";
import { type Column, column, derived, type Value } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage, type Scope } from "./kind.ts";

/** IP and SIP devices in one table. A SIP secret is in none of these columns: what is kept of it never leaves the store. */
type Row = { type: "IP" | "SIP" } & Partial<Omit<IpDevice & SipDevice, "ip">> & { ip: string | null };

const orNull = (id: keyof Row & string, title: string, type: "text" | "number" | "flag" = "text") =>
  derived<Row>({ id, title, type }, (row) => (row[id] ?? null) as Value);

const columns: Column<Row>[] = [
  orNull("account", "Account code"),
  column("type", "Type"),
  orNull("id", "Id"),
  orNull("ip", "IP address"),
  orNull("dialPrefix", "Dial prefix"),
  orNull("description", "Description"),
  orNull("login", "SIP device login"),
  orNull("extension", "Extension number"),
  orNull("voicemail", "Voice mail", "flag"),
  orNull("voicemailEmail", "E-mail for voice mail"),
  orNull("maxCallSessions", "Max call sessions", "number"),
  orNull("callSessionsPerSecond", "Call sessions per second", "number"),
  orNull("status", "Status"),
  derived({ id: "switchAccounts", title: "Codes that switches send", type: "text" }, (row) =>
    (row.switchAccounts ?? []).map((one) => (typeof one === "string" ? one : `${one.source}: ${one.code}`)).join(", "),
  ),
  orNull("tariffId", "Tariff of its own"),
  derived({ id: "createdAt", title: "Created", type: "instant" }, (row) => row.createdAt ?? null),
];

async function devicesOf(account: string, type: FiltersOf<"devices">["type"]): Promise<Row[]> {
  const ip = type === "SIP" ? [] : await allIpDevices(account);
  const sip = type === "IP" ? [] : await allSipDevices(account);
  return [
    ...ip.map((one) => ({ type: "IP" as const, ...one })),
    ...sip.map((one) => ({ type: "SIP" as const, ...one })),
  ];
}

const check = async ({ account }: FiltersOf<"devices">, { principal }: Scope) =>
  account === undefined ? undefined : customerInReach(account, principal);

async function* pages({ account, type }: FiltersOf<"devices">, { principal }: Scope): AsyncGenerator<RowPage<Row>> {
  if (account !== undefined) {
    yield { rows: await devicesOf(account, type), done: 1 };
    return;
  }
  const customers = await listingsOf(ownerOf(principal));
  let held: Row[] = [];
  for (const [index, { account: each, ips, sips }] of customers.entries()) {
    const isWithout = Object.keys(type === "SIP" ? sips : type === "IP" ? ips : { ...ips, ...sips }).length === 0;
    if (!isWithout) held.push(...(await devicesOf(each, type)));
    if (held.length < 500) continue;
    yield { rows: held, done: (index + 1) / customers.length };
    held = [];
  }
  yield { rows: held, done: 1 };
}

export const deviceRows = exportKind<FiltersOf<"devices">, Row>({ columns, pages, check });
