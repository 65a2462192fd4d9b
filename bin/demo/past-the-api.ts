import { foldTraffic } from "../../functions/analysis/fold-owners.flow.ts";
import type { Principal } from "../../functions/auth/access.ts";
import { getCustomer } from "../../functions/customers/customer.store.ts";
import { addIpDevice } from "../../functions/devices/ip-device.flow.ts";
import { NewIpDevice } from "../../functions/devices/ip-device.ts";
import { outcomesOf } from "../../functions/intake/normalise.ts";
import { getSource } from "../../functions/intake/source.store.ts";
import { nanoOf } from "../../functions/money/money.ts";
import { isoInstant, now } from "../../functions/platform/clock.ts";
import { park } from "../../functions/suspense/park.flow.ts";
import { Suspended, suspendCdr } from "../../functions/suspense/suspended.ts";
import { kamailioJson } from "./layouts.ts";
import type { ListPage, OperatorApi } from "./operator-api.ts";
import { parkedCall } from "./parked.ts";

/**
 * What the API does not do. Three reasons to wait that no call of the API brings about, since it refuses what would: a tariff that is not there, one
 * in another currency, and a fault of ours. So this goes past the API, as a restore of a part of a table would.
 */

/** Addresses of the devices whose tariffs are wrong, in networks for documentation. */
export const brokenIps = { noTariff: "198.51.100.90", otherCurrency: "198.51.100.91" };

const lostTariff = "trf_LOSTINTHERESTORE";
const week = 7 * 24 * 3_600_000;

/** Devices of a customer in `currency`, with a tariff that does not exist and one in another currency. What is there is kept. */
export async function addBrokenDevices(api: OperatorApi, account: string, otherCurrency: string): Promise<void> {
  const customer = await getCustomer(account);
  if (!customer) throw new Error(`the demo has no customer ${account}`);
  const { items } = await api.get<ListPage<{ ip: string }>>(`/customers/${account}/ip-devices?limit=200`);
  const { items: users } = await api.get<ListPage<{ id: string; username: string }>>("/users?limit=200");
  const id = users.find(({ username }) => username === "admin")?.id ?? "";
  const actor: Principal = { id, kind: "admin", username: "admin", permissions: [] };
  const wanted = [
    { ip: brokenIps.noTariff, tariffId: lostTariff, description: "Its tariff was lost in a restore" },
    { ip: brokenIps.otherCurrency, tariffId: otherCurrency, description: "Its tariff is in another currency" },
  ];
  for (const device of wanted) {
    if (items.some(({ ip }) => ip === device.ip)) continue;
    const asked = NewIpDevice.parse({ ...device, maxCallSessions: 20, callSessionsPerSecond: 5 });
    await addIpDevice(customer, asked, actor, now());
  }
}

/** Counts the calls that are charged by now, for which a new stack would take an hour: there is something to analyse at once. */
export const countTraffic = (): Promise<void> => foldTraffic(now() + 120_000);

/** A call of a minute that could not be posted, after so many tries that the next one is a week away. */
export async function parkFault(api: OperatorApi, source: string, caller: { account: string; ip: string }, at: number) {
  const read = await getSource(source);
  if (!read) throw new Error(`the demo has no source ${source}`);
  const call = parkedCall("fault", at, { sourceIp: caller.ip });
  const minute = { ...call, endedMs: (call.answeredMs ?? 0) + 60_000 };
  const [cdr] = outcomesOf(`${kamailioJson(minute)}\n`, read, at);
  if (!cdr || "reason" in cdr || "half" in cdr) throw new Error("the demo's call cannot be read");
  const quote = await api.get<{ price60: string; tariff: { currency: string } }>(
    `/rates/lookup?number=${call.cld}&account=${caller.account}`,
  );
  const why = {
    reason: "INTERNAL" as const,
    detail: "The call could not be posted; the error is logged.",
    account: caller.account,
    estimate: { currency: quote.tariff.currency, amount: nanoOf(quote.price60), kind: "CHARGE" as const },
    waitsFor: null,
    nextTryAt: isoInstant(now() + week),
  };
  const parked = suspendCdr(cdr, { source, delivery: "dlv_DEMOFAULT" }, why, { at, zone: read.timeZone });
  await park([Suspended.parse({ ...parked, tries: 6 })]);
}
