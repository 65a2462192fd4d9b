import { app } from "../../functions/handlers/switch-api.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { keys } from "../../functions/platform/keys.ts";
import { get } from "../../functions/platform/table.ts";
import { CallRequest, type Verdict } from "../../functions/switch/call-request.ts";
import { MissingCdr } from "../../functions/switch/missing-cdr.ts";
import { sweepLeases } from "../../functions/switch/sweep-leases.flow.ts";
import { addedSource, post, switchKey } from "../intake/world.ts";
import { uniqueIp } from "../support/addresses.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, aPricedTariff, rate } from "../support/charging.ts";
import { aCustomer } from "../support/customers.ts";

interface Extras {
  /** Paid in at once. */
  pay?: string;
  /** Fields of its IP device. */
  device?: object;
}

/** An office with a vendor, a gateway and a route by which every number goes, and customers that call by it. */
export async function aSwitchboard() {
  const admin = await staff();
  const tariff = await aPricedTariff(admin);
  const source = (await addedSource({ format: "freeswitch-json", customerBy: "account" })).id;
  const key = await switchKey();
  const made = async (path: string, body: object) => {
    const reply = await admin("POST", path, body, { headers: { "idempotency-key": uniqueName() } });
    if (reply.status !== 201) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const host = uniqueIp();
  const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
  const gateway = await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host });
  const route = await made("/routes", { name: uniqueName() });
  await made(`/routes/${route.id}/rows`, { prefix: "", gatewayId: gateway.id });

  /** A route of two gateways, the second of which is tried when the first gives up. */
  async function twoGateways(fields: object = {}, ports: readonly number[] = [5060, 5060], host?: string) {
    const turn = await made("/routes", { name: uniqueName() });
    const names: string[] = [];
    const hosts: string[] = [];
    for (const [priority, port] of ports.entries()) {
      const at = host ?? uniqueIp();
      const one = await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: at, port, ...fields });
      await made(`/routes/${turn.id}/rows`, { prefix: "", gatewayId: one.id, priority: priority + 1 });
      names.push(one.name);
      hosts.push(at);
    }
    return { id: turn.id as string, names, hosts };
  }

  const pay = (account: string, amount: string) => made(`/customers/${account}/payments`, { kind: "PAYMENT", amount });

  async function equipped(account: string, device: object = {}) {
    const ip = uniqueIp();
    const limits = { maxCallSessions: 100, callSessionsPerSecond: 50 };
    const { id } = await made(`/customers/${account}/ip-devices`, { ip, ...limits, ...device });
    await made(`/customers/${account}/dialing-routes`, { routeId: route.id, pattern: "%" });
    return { ip, device: id as string };
  }

  async function caller(fields: object = {}, { pay: amount, device = {} }: Extras = {}) {
    const { account } = await aCustomer(admin, tariff, fields);
    const calling = await equipped(account, device);
    if (amount) await pay(account, amount);
    return { account, ...calling };
  }

  const question = (fields: Partial<CallRequest>): CallRequest => {
    const call = { switch_id: "test", call_id: uniqueName(), cli: "442079460100", cld: "442079460018" };
    return { ...CallRequest.parse(call), ...fields };
  };
  const said = async (path: string, body: object): Promise<Response> =>
    post(`/switch/v1${path}`, key, JSON.stringify(body), { "content-type": "application/json" });
  async function answered<T>(path: string, body: object): Promise<T> {
    const reply = await said(path, body);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  const ask = (fields: Partial<CallRequest>) => answered<Verdict>("/authorize", question(fields));
  return {
    admin: admin as Caller,
    source,
    tariff,
    route: route.id as string,
    gateway: gateway.name as string,
    host,
    twoGateways,
    pay,
    caller,
    /** Gives an account an address and a route; the address. */
    equip: async (account: string) => (await equipped(account)).ip,
    question,
    ask,
    /** As a switch does that is told to come again: 503 is no decision. */
    async askUntilAnswered(fields: Partial<CallRequest>): Promise<Verdict> {
      const same = question(fields);
      for (;;) {
        const reply = await said("/authorize", same);
        if (reply.status === 200) return (await reply.json()) as Verdict;
        if (reply.status !== 503) throw new Error(await reply.text());
      }
    },
    more: (id: string, elapsed: number) =>
      answered<Verdict>("/reauthorize", { authorization_id: id, elapsed_s: elapsed }),
    end: (id: string) => answered("/end", { authorization_id: id }),
    async deliver(account: string, over: Parameters<typeof aCallOf>[2]) {
      const again = await rate(aBatch(source, [aCallOf(account, source, over)]));
      if (again.length > 0) throw new Error("a record was not rated");
    },
    async money(account: string) {
      const row = await balanceOf(account);
      if (!row) throw new Error(`${account} has no balance`);
      const { bal, avail, reserved, sessions } = row;
      return { balance: decimalOf(bal), available: decimalOf(avail), reserved: decimalOf(reserved), sessions };
    },
    /** With the clock standing still, so that no second ends in between. */
    async inOneSecond<T>(work: () => Promise<T>): Promise<T> {
      const at = now();
      const back = replaceClock(() => at);
      try {
        return await work();
      } finally {
        back();
      }
    },
    /** Runs the sweep as it would run that many seconds from now. */
    async sweepIn(seconds: number): Promise<void> {
      const at = now() + seconds * 1000;
      const back = replaceClock(() => at);
      try {
        await sweepLeases(at + 60_000);
      } finally {
        back();
      }
    },
    missing: (id: string) => get(MissingCdr, keys.missingCdr(id)),
    app,
  };
}
export type Switchboard = Awaited<ReturnType<typeof aSwitchboard>>;
