import { setTimeout as pause } from "node:timers/promises";
import { setUpAlerts } from "./demo/alerts.ts";
import { setUpAskedCalls, setUpFraudLimits } from "./demo/asked-calls.ts";
import { setUpCallFiles } from "./demo/call-files.ts";
import { type DemoCaller, seededRandom, weekOfCalls } from "./demo/calls.ts";
import { setUpComparison } from "./demo/comparison.ts";
import { importCustomers } from "./demo/customer-sheet.ts";
import { demoBuyers, demoCustomers } from "./demo/customers.ts";
import {
  callersOf,
  freshCall,
  postCdrs,
  type Switch,
  switches,
  textOf,
  uploadCdrs,
  withDialPrefix,
} from "./demo/deliver.ts";
import { setUpDids } from "./demo/dids.ts";
import { setUpExports } from "./demo/exports.ts";
import { setUpCredit, setUpPast } from "./demo/invoices.ts";
import { LiveCalls } from "./demo/live-calls.ts";
import { deliverMisread, misreadSwitch } from "./demo/misread.ts";
import { setUpMoney } from "./demo/money.ts";
import { setUpNotices } from "./demo/notices.ts";
import { type ListPage, type OperatorApi, signInAt } from "./demo/operator-api.ts";
import { setUpOwnKeys } from "./demo/own-keys.ts";
import { parkedRecords, writeOffProbe } from "./demo/parked.ts";
import { addBrokenDevices, brokenIps, countTraffic, parkFault } from "./demo/past-the-api.ts";
import { DemoRegistrations } from "./demo/registrations.ts";
import { setUpRerates } from "./demo/rerates.ts";
import { deliverResold, demoSellers, invoiceSeller, setUpResellers } from "./demo/resellers.ts";
import { setUpRouting } from "./demo/routing.ts";
import { sampleFiles } from "./demo/samples.ts";
import {
  begunAt,
  setUpCustomers,
  setUpPayments,
  setUpSettings,
  setUpSources,
  setUpTariffs,
  setUpUsers,
} from "./demo/set-up.ts";
import { setUpTakeover } from "./demo/takeover.ts";
import { setUpExchangeRates, setUpRows, setUpVendorMoney, setUpVendors } from "./demo/vendors.ts";
import type { SeedOptions } from "./local.ts";

/**
 * The demo: an operator with three tariffs, customers in every status and a week of calls, all of it made over the API and
 * delivered through the real pipeline. Safe to be interrupted and begun again: whatever exists is kept, and a call that
 * was delivered before is the same call.
 */

const chunk = 250;

/** A key for the demo's switches; an older one of the same name is revoked, since its secret is not known any more. */
async function switchKey(api: OperatorApi): Promise<string> {
  const name = "Demo switches";
  const { items } =
    await api.get<ListPage<{ id: string; name: string; revokedAt: string | null }>>("/api-keys?limit=200");
  for (const key of items) if (key.name === name && key.revokedAt === null) await api.remove(`/api-keys/${key.id}`);
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name, scopes: ["switch"] });
  return secret;
}

interface Demo {
  baseUrl: string;
  api: OperatorApi;
  secret: string;
  sources: Map<string, string>;
  accounts: Map<string, string>;
  /** A tariff in euros. */
  inEuro: string;
}

const sourceOf = (demo: Demo, via: Switch): string => demo.sources.get(via) ?? "";

const inHalves = <T>(all: readonly T[]) => [all.slice(0, all.length >> 1), all.slice(all.length >> 1)] as const;

async function deliverWeek(demo: Demo, untilMs: number): Promise<void> {
  for (const [n, { via, perDay, file }] of switches.entries()) {
    const callers = callersOf(via, demo.accounts);
    const calls = weekOfCalls({ seed: 2026 + n, untilMs, perDay, callers }).map((call) =>
      withDialPrefix(call, callers),
    );
    const [early, rest] = via === misreadSwitch ? inHalves(calls) : [[], calls];
    if (early.length > 0) await deliverMisread(demo.api, sourceOf(demo, via), early);
    if (file) await uploadCdrs(demo.api, sourceOf(demo, via), file, textOf(via, rest));
    else
      for (let at = 0; at < calls.length; at += chunk)
        await postCdrs(demo.baseUrl, demo.secret, sourceOf(demo, via), textOf(via, calls.slice(at, at + chunk)));
  }
  const known = demoCustomers.find(({ via }) => via === "kam1");
  const caller = { account: demo.accounts.get(known?.username ?? "") ?? "", ip: known?.ip ?? "" };
  await addBrokenDevices(demo.api, caller.account, demo.inEuro);
  const parked = parkedRecords(untilMs, { known: caller.ip, ...brokenIps });
  await postCdrs(demo.baseUrl, demo.secret, sourceOf(demo, "kam1"), parked.kam1);
  await postCdrs(demo.baseUrl, demo.secret, sourceOf(demo, "osips1"), parked.osips1);
  await uploadCdrs(demo.api, sourceOf(demo, "sbc1"), "sbc1-with-faults.csv", parked.sbc1);
  await parkFault(demo.api, sourceOf(demo, "kam1"), caller, untilMs);
  await writeOffProbe(demo.api, sourceOf(demo, "kam1"));
}

/** New calls as they end, a few a minute, until the stack stops. */
async function trickle(
  demo: Demo,
  going: { goOn(nowMs: number): Promise<void> }[],
  signal: AbortSignal,
): Promise<void> {
  const random = seededRandom(Date.now());
  while (!signal.aborted) {
    const via = random() < 0.5 ? "fs1" : "kam1";
    const call = freshCall(random, callersOf(via, demo.accounts), Date.now());
    await postCdrs(demo.baseUrl, demo.secret, sourceOf(demo, via), textOf(via, [call]));
    for (const one of going) await one.goOn(Date.now());
    await pause(4000 + random() * 8000, undefined, { signal });
  }
}

/** Calls that are up: of a customer of ours, and of one of a reseller's. */
async function liveCalls(demo: Demo, resold: readonly DemoCaller[]): Promise<LiveCalls> {
  const { baseUrl, api, secret, accounts } = demo;
  const own = demoCustomers.find(({ username }) => username === "acmevoice");
  const account = accounts.get("acmevoice") ?? "";
  const caller = { account, sourceIp: own?.ip ?? "", cli: own?.cli ?? "", weight: 1 };
  const live = new LiveCalls({ baseUrl, api, secret, source: sourceOf(demo, "kam1") }, [caller, ...resold.slice(0, 1)]);
  await live.begin(Date.now());
  return live;
}

/** A customer with limits whose switch asks before each call. */
async function setUpCalling({ api, accounts }: Demo): Promise<void> {
  const caller = demoCustomers.find(({ username }) => username === "harbourtel");
  const account = accounts.get("harbourtel") ?? "";
  await setUpFraudLimits(api, account);
  await setUpAskedCalls(api, { account, ip: caller?.ip ?? "", via: caller?.via ?? "" });
}

/** Sets the demo up at a running product. The last thing made is the opening payments: they say that all of it is there. */
export async function seedDemo(baseUrl: string, options: SeedOptions): Promise<void> {
  const api = await signInAt(baseUrl, options.admin);
  await setUpSettings(api);
  await setUpUsers(api);
  const tariffs = await setUpTariffs(api);
  const sources = await setUpSources(api);
  const accounts = await setUpCustomers(api, tariffs);
  for (const one of [...demoSellers, ...demoBuyers]) options.addSignIn(one);
  const resold = await setUpResellers(baseUrl, api, tariffs);
  await setUpVendors(api);
  await setUpExchangeRates(api);
  await setUpRouting(api, accounts.get("acmevoice") ?? "");
  await setUpRows(api);
  for (const sample of sampleFiles(sources, accounts, Date.now())) options.addSample(sample);
  const inEuro = tariffs.get("Business A-Z EUR")?.id ?? "";
  const demo = { baseUrl, api, secret: await switchKey(api), sources, accounts, inEuro };
  const last = demoCustomers.findLast(({ payment }) => payment !== undefined);
  const paid = await api.get<ListPage<{ reference: string }>>(
    `/customers/${accounts.get(last?.username ?? "")}/payments`,
  );
  const isNew = !paid.items.some(({ reference }) => reference === "Opening payment");
  if (isNew) {
    // The demo's week ends when its first tariff was made, so that a repeated start sends the very same calls.
    const begun = begunAt(tariffs);
    await setUpCalling(demo);
    await setUpPast(demo, begun);
    await deliverWeek(demo, begun);
    await deliverResold({ ...demo, source: sourceOf(demo, "kam1") }, resold, begun);
    await invoiceSeller(api, resold, begun);
    await importCustomers(api);
    await setUpTakeover(api, begun);
    await setUpExports(api, accounts.get("acmevoice") ?? "");
    await setUpCredit(demo);
    await setUpMoney(api, accounts.get(last?.username ?? "") ?? "");
    await setUpPayments(api, accounts);
  }
  const noticed = tariffs.get("Retail A-Z USD");
  if (noticed) await setUpNotices(api, noticed, accounts.get("acmevoice") ?? "");
  await setUpVendorMoney(api);
  // Their rent is taken from what was paid.
  await setUpDids(api, accounts.get("acmevoice") ?? "");
  await countTraffic();
  await setUpComparison(api, accounts.get("acmevoice") ?? "", isNew);
  if (isNew)
    await setUpRerates(api, { tariffId: inEuro, account: accounts.get("rheinkom") ?? "", begun: begunAt(tariffs) });
  await setUpCallFiles(api, accounts.get("acmevoice") ?? "");
  await setUpAlerts(api);
  if (isNew) await setUpOwnKeys(baseUrl);
  const live = await liveCalls(demo, resold);
  const registrations = new DemoRegistrations(demo);
  const phones = ["acmevoice", "harbourtel", "rheinkom"].map((username) => accounts.get(username) ?? "");
  await registrations.setUp(api, phones, Date.now());
  const made = "The demo is there: customers in every status and a week of their calls.";
  options.report(isNew ? made : "The demo was there already; nothing was made anew.");
  if (options.traffic)
    await trickle(demo, [live, registrations], options.signal).catch((error: unknown) => {
      if (!options.signal.aborted) throw error;
    });
}
