import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is due anywhere is tried again here. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-automatic` }));

import { handler } from "../functions/handlers/retry-suspense.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { retryDue } from "../functions/suspense/retry-due.flow.ts";
import { waitingCells } from "../functions/suspense/suspense.store.ts";
import { addedSource } from "./intake/world.ts";
import { uniqueIp } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, aPricedTariff, type Operator, rate } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const run = () => retryDue(now() + 3_600_000);

async function change(path: string, fields: object): Promise<void> {
  const { version } = (await operator.admin("GET", path)).body;
  const reply = await operator.admin("PATCH", path, fields, { headers: { "if-match": `"${version}"` } });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
}

/** Parks calls once nothing is left to do for the changes that made their world. */
async function park(source: string, calls: ReturnType<typeof aCallOf>[]): Promise<void> {
  await run();
  await rate(aBatch(source, calls));
}

const waitingOf = async (source: string) =>
  (await operator.admin("GET", `/suspense?source=${source}&limit=200`)).body.items;

/** A call that waits, and what mends its cause. It costs 0.06 then. */
interface Case {
  source: string;
  call: ReturnType<typeof aCallOf>;
  account: string;
  mend: () => Promise<unknown>;
}

const aSipDevice = { extension: "1000", maxCallSessions: 1, callSessionsPerSecond: 1 };

const newSource = async (customerBy: "account" | "ip" | "sipUser") =>
  (await addedSource({ format: "freeswitch-json", customerBy })).id;

const cases: Record<string, () => Promise<Case>> = {
  "NO_RATE, a rate is added": async () => {
    const tariff = await aPricedTariff(operator.admin);
    const { account } = await aCustomer(operator.admin, tariff);
    const source = await newSource("account");
    const call = aCallOf(account, source, { cldReceived: "331234" });
    return { source, call, account, mend: () => addRate(operator.admin, tariff, "33") };
  },
  "NO_RATE, the customer gets another tariff": async () => {
    const [bare, priced] = [await aPricedTariff(operator.admin), await aPricedTariff(operator.admin)];
    await addRate(operator.admin, priced, "33");
    const { account } = await aCustomer(operator.admin, bare);
    const source = await newSource("account");
    const call = aCallOf(account, source, { cldReceived: "331234" });
    return { source, call, account, mend: () => change(`/customers/${account}`, { tariffId: priced }) };
  },
  "NO_RATE, the device gets a tariff of its own": async () => {
    const [bare, priced] = [await aPricedTariff(operator.admin), await aPricedTariff(operator.admin)];
    await addRate(operator.admin, priced, "33");
    const { account } = await aCustomer(operator.admin, bare);
    const login = uniqueName();
    const { body } = await operator.admin("POST", `/customers/${account}/sip-devices`, { login, ...aSipDevice });
    const source = await newSource("sipUser");
    const call = aCallOf(null, source, { sipUser: login, cldReceived: "331234" });
    return {
      source,
      call,
      account,
      mend: () => change(`/customers/${account}/sip-devices/${body.id}`, { tariffId: priced }),
    };
  },
  "UNKNOWN_CUSTOMER, the code is given to a customer": async () => {
    const account = await operator.newAccount();
    const [source, code] = [await newSource("account"), `pbx-${uniqueName()}`];
    const mend = () => change(`/customers/${account}`, { switchAccounts: [{ source, code }] });
    return { source, call: aCallOf(code, source), account, mend };
  },
  "UNKNOWN_CUSTOMER, the address is added": async () => {
    const account = await operator.newAccount();
    const source = await newSource("ip");
    const ip = uniqueIp();
    const device = { ip, dialPrefix: "", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const mend = () => operator.admin("POST", `/customers/${account}/ip-devices`, device);
    return { source, call: aCallOf(null, source, { sourceIp: ip }), account, mend };
  },
  "UNKNOWN_CUSTOMER, the SIP user is added": async () => {
    const account = await operator.newAccount();
    const [source, login] = [await newSource("sipUser"), uniqueName()];
    const mend = () => operator.admin("POST", `/customers/${account}/sip-devices`, { login, ...aSipDevice });
    return { source, call: aCallOf(null, source, { sipUser: login }), account, mend };
  },
  "UNKNOWN_CUSTOMER, the source finds its customers otherwise": async () => {
    const account = await operator.newAccount();
    const source = await newSource("ip");
    const call = aCallOf(account, source, { sourceIp: "192.0.2.200" });
    return { source, call, account, mend: () => change(`/cdr-sources/${source}`, { customerBy: "account" }) };
  },
};

describe("a record whose cause is gone", () => {
  it.each(Object.keys(cases))("is charged once by the next run: %s", async (name) => {
    const { source, call, account, mend } = await (cases[name] as () => Promise<Case>)();
    await park(source, [call]);
    const [parked] = await waitingOf(source);
    expect(parked).toMatchObject({ reason: name.split(",")[0], tries: 0, wait: { by: "CHANGE", nextTryAt: null } });
    await run();
    expect(await waitingOf(source)).toEqual([parked]);
    await mend();
    await run();
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waitingOf(source)).toEqual([]);
    await run();
    expect(await operator.balance(account)).toBe("-0.06");
  });

  it("is charged by the next run although more of its source stay than one page has", async () => {
    const account = await operator.newAccount();
    const source = await newSource("ip");
    const sourceIp = "192.0.2.201";
    const yesterday = Date.now() - 86_400_000;
    const staying = Array.from({ length: 230 }, () => aCallOf("nobody", source, { sourceIp, setupMs: yesterday }));
    await park(source, [...staying, aCallOf(account, source, { sourceIp })]);
    await change(`/cdr-sources/${source}`, { customerBy: "account" });
    expect(await retryDue(Date.now() + 45_000)).toMatchObject({ retried: 231, charged: 1, parked: 230, changes: 0 });
    expect(await operator.balance(account)).toBe("-0.06");
  }, 60_000);

  it("is not tried while it is written off, and is charged by the next run once it is taken back", async () => {
    const { source, call, account, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
    await park(source, [call]);
    const [{ id }] = await waitingOf(source);
    const note = "A number of our own tests";
    expect((await operator.admin("POST", `/suspense/${id}/write-off`, { note })).status).toBe(200);
    await mend();
    await run();
    expect(await operator.balance(account)).toBe("0");
    expect((await operator.admin("POST", `/suspense/${id}/take-back`, {})).body.wait.by).toBe("TIME");
    await run();
    expect([await operator.balance(account), await waitingOf(source)]).toEqual(["-0.06", []]);
  });

  it("is charged once by two runs at once, with the same figures in the counts and in the run's report", async () => {
    const { source, call, account, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
    const more = Array.from({ length: 40 }, () => ({ ...call, callId: uniqueName() }));
    await rate(aBatch(source, more));
    await mend();
    await Promise.all([run(), run(), run()]);
    expect(await operator.balance(account)).toBe("-2.4");
    expect(await waitingOf(source)).toEqual([]);
    const { items, automatic } = (await operator.admin("GET", "/suspense/counts")).body;
    expect(items.filter((one: { source: string }) => one.source === source)).toEqual([]);
    expect(Date.parse(automatic.nextRunAt) - Date.parse(automatic.lastRunAt)).toBe(60_000);
  });

  it("is charged once wherever the run is killed, and nothing of it is lost", async () => {
    for (let killedAt = 1, ended = false; !ended; killedAt++) {
      const { source, call, account, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
      await rate(aBatch(source, [call, { ...call, callId: uniqueName() }]));
      await mend();
      let commands = 0;
      // Dead before the command, or behind it: every second time it still lands.
      const undo = replaceSend((inner) => async (command) => {
        commands++;
        if (commands > killedAt) throw new Error("the process is gone");
        const reply = await inner(command);
        if (commands === killedAt && killedAt % 2 === 0) throw new Error("the process is gone");
        return reply;
      });
      ended = await run()
        .then(
          () => true,
          () => false,
        )
        .finally(undo);
      await run();
      expect([killedAt, await operator.balance(account)]).toEqual([killedAt, "-0.12"]);
      expect(await waitingOf(source)).toEqual([]);
    }
  });

  it("is found although the batch that parks it was rated before the change and writes after its run", async () => {
    const { source, call, account, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
    await run();
    let overtaken = false;
    const undo = replaceSend((inner) => async (command) => {
      if (
        !overtaken &&
        command instanceof TransactWriteCommand &&
        JSON.stringify(command.input).includes("SUSPENSE#")
      ) {
        overtaken = true;
        await mend();
        await run();
      }
      return inner(command);
    });
    await rate(aBatch(source, [call])).finally(undo);
    expect([overtaken, await operator.balance(account)]).toEqual([true, "0"]);
    const later = replaceClock(() => Date.now() + 6 * 60_000);
    await run().finally(later);
    expect([await operator.balance(account), await waitingOf(source)]).toEqual(["-0.06", []]);
  });
});

describe("a record whose cause is not gone", () => {
  it("keeps its row with the count of tries, and is not tried again until something changes", async () => {
    const tariff = await aPricedTariff(operator.admin);
    const { account } = await aCustomer(operator.admin, tariff);
    const source = await newSource("account");
    await park(source, [aCallOf(account, source, { cldReceived: "331234" })]);
    const [parked] = await waitingOf(source);
    await addRate(operator.admin, tariff, "32");
    const ahead = replaceClock(() => Date.now() + 10_000);
    await run().finally(ahead);
    const [tried] = await waitingOf(source);
    expect(tried).toEqual({ ...parked, tries: 1, triedAt: tried.triedAt, detail: tried.detail });
    expect(tried.triedAt > parked.triedAt).toBe(true);
    const much = replaceClock(() => Date.now() + 20_000);
    expect(await run().finally(much)).toMatchObject({ retried: 0 });
    expect(await waitingOf(source)).toEqual([tried]);
  });

  it("leaves the records of other customers of the tariff alone when one customer gets another", async () => {
    const { source, call, mend } = await (cases["NO_RATE, the customer gets another tariff"] as () => Promise<Case>)();
    const seen = (await operator.admin("GET", `/customers/${call.accountCode}`)).body;
    const other = (await aCustomer(operator.admin, seen.tariffId)).account;
    await park(source, [call, { ...call, accountCode: other, callId: uniqueName() }]);
    await mend();
    await run();
    expect(await waitingOf(source)).toMatchObject([{ account: other, tries: 0 }]);
  });

  it("is tried when its time has come: a setup that was in the future is charged once it is past", async () => {
    const account = await operator.newAccount();
    const source = await newSource("account");
    const setupMs = Date.now() + 3_600_000;
    await rate(aBatch(source, [aCallOf(account, source, { setupMs })]));
    const [parked] = await waitingOf(source);
    const nextTryAt = new Date(setupMs - 600_000).toISOString();
    expect(parked).toMatchObject({ reason: "CLOCK", wait: { by: "TIME", nextTryAt } });
    await run();
    expect(await waitingOf(source)).toEqual([parked]);
    const later = replaceClock(() => setupMs);
    await run().finally(later);
    expect(await waitingOf(source)).toEqual([]);
    expect(await operator.balance(account)).toBe("-0.06");
  });

  it("leaves no count behind once it is charged: the first run of an hour takes empty ones away", async () => {
    const { source, call, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
    const cells = async () => (await waitingCells()).filter(({ cell }) => cell.source === source);
    await park(source, [call]);
    expect(await cells()).toMatchObject([{ share: { n: 1 } }]);
    await mend();
    await run();
    const nextHour = replaceClock(() => Date.now() + 3_600_000);
    await run().finally(nextHour);
    expect(await cells()).toEqual([]);
  });

  it("is run by the function of the schedule", async () => {
    const { source, call, account, mend } = await (cases["NO_RATE, a rate is added"] as () => Promise<Case>)();
    await rate(aBatch(source, [call]));
    await mend();
    await handler({}, { awsRequestId: "1", getRemainingTimeInMillis: () => 60_000 } as Context);
    expect([await operator.balance(account), await waitingOf(source)]).toEqual(["-0.06", []]);
  });
});
