import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CdrBatch, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { sipDeviceByLogin } from "../../functions/devices/device.store.ts";
import { formerOwnerMs, mostFormerOwners, ownerAt, withFormer } from "../../functions/devices/former-owner.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { resolveCallers } from "../../functions/intake/whose-call.flow.ts";
import { replaceClock } from "../../functions/platform/clock.ts";
import { keys } from "../../functions/platform/keys.ts";
import { write } from "../../functions/platform/table.ts";
import { rateBatch } from "../../functions/rating/rate-batch.flow.ts";
import { uniqueIp } from "../support/addresses.ts";
import { uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator } from "../support/charging.ts";
import { addedSource } from "./world.ts";

const minute = 60_000;
const start = Date.now();
let clock = start;
let back: () => void;
let operator: Operator;
let sources: Record<CdrSource["customerBy"], CdrSource>;
beforeAll(async () => {
  back = replaceClock(() => clock);
  operator = await anOperator();
  const by = (customerBy: CdrSource["customerBy"]) => addedSource({ format: "freeswitch-json", customerBy });
  sources = { account: await by("account"), ip: await by("ip"), sipUser: await by("sipUser") };
});
afterAll(() => back());

const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };

interface Kind {
  what: string;
  by: CdrSource["customerBy"];
  /** What is claimed, and what a record says of it. */
  fresh: () => { claim: object; told: Partial<SwitchCdr> };
  /** Gives it to the customer; the returned function takes it away. */
  give: (account: string, claim: object) => Promise<() => Promise<void>>;
}

const device = (path: string) => async (account: string, claim: object) => {
  const at = `/customers/${account}/${path}`;
  const made = await operator.admin("POST", at, { ...limits, ...claim });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return async () => expect((await operator.admin("DELETE", `${at}/${made.body.id}`)).status).toBe(204);
};

const customerCode = async (account: string, claim: object) => {
  const change = async (body: object) => {
    const reply = await operator.admin("PATCH", `/customers/${account}`, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  };
  await change(claim);
  return () => change({ switchAccounts: [] });
};

const freshCode = () => {
  const code = uniqueName();
  return { claim: { switchAccounts: [code] }, told: { accountCode: code } };
};

const kinds: Kind[] = [
  {
    what: "an address with a dial prefix",
    by: "ip",
    fresh: () => {
      const ip = uniqueIp();
      return { claim: { ip, dialPrefix: "77%" }, told: { sourceIp: ip, cldReceived: "77442079460018" } };
    },
    give: device("ip-devices"),
  },
  { what: "a customer's code", by: "account", fresh: freshCode, give: customerCode },
  {
    what: "a device's code",
    by: "account",
    fresh: freshCode,
    give: (account, claim) => device("ip-devices")(account, { ...claim, ip: uniqueIp() }),
  },
  {
    what: "a SIP login",
    by: "sipUser",
    fresh: () => {
      const login = uniqueName();
      return { claim: { login, extension: "4711" }, told: { sipUser: login.toUpperCase() } };
    },
    give: device("sip-devices"),
  },
];

const counted = async (batch: CdrBatch) => {
  const [outcome] = await rateBatch([batch], { at: clock, deadline: clock + minute });
  const { accepted, duplicates, parked } = outcome?.counts ?? {};
  return { accepted, duplicates, parked };
};

describe.each(kinds)("when $what passes from one customer to another", ({ by, fresh, give }) => {
  const callAt = (setupMs: number, told: Partial<SwitchCdr>) =>
    aCallOf(null, sources[by].id, { cldReceived: "442079460018", ...told, setupMs });
  const balances = async (...accounts: string[]) => Promise.all(accounts.map(operator.balance));

  it("an old file charges nobody again, and each call is whose it was at its setup", async () => {
    const [a, b] = [await operator.newAccount(), await operator.newAccount()];
    const { claim, told } = fresh();
    const release = await give(a, claim);
    const old = [callAt(clock + minute, told), callAt(clock + 2 * minute, told)];
    const last = callAt(clock + 8 * minute, told);
    clock += 10 * minute;
    expect(await counted(aBatch(sources[by].id, old))).toEqual({ accepted: 2, duplicates: 0, parked: 0 });
    expect(await balances(a, b)).toEqual(["-0.12", "0"]);

    await release();
    expect(await counted(aBatch(sources[by].id, old))).toEqual({ accepted: 0, duplicates: 2, parked: 0 });
    const nobodys = callAt(clock + minute, told);
    clock += 5 * minute;
    expect(await counted(aBatch(sources[by].id, [nobodys]))).toEqual({ accepted: 0, duplicates: 0, parked: 1 });
    await give(b, claim);
    clock += 5 * minute;
    expect(await counted(aBatch(sources[by].id, old))).toEqual({ accepted: 0, duplicates: 2, parked: 0 });
    expect(await balances(a, b)).toEqual(["-0.12", "0"]);

    const news = callAt(clock - minute, told);
    expect(await counted(aBatch(sources[by].id, [news, last]))).toEqual({ accepted: 2, duplicates: 0, parked: 0 });
    expect(await balances(a, b)).toEqual(["-0.18", "-0.06"]);
    const found = await resolveCallers([last, news], new Map([[sources[by].id, sources[by]]]));
    const details = found.map((one) => (one.kind === "known" ? one.steps[0]?.detail : one.detail));
    expect(details[0]).toMatch(/, theirs until \d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(details[1]).not.toContain("theirs until");
  });

  it("a call from before anyone had it waits, and is charged to the first who gets it", async () => {
    const a = await operator.newAccount();
    const { claim, told } = fresh();
    const call = callAt(clock - 5 * minute, told);
    expect(await counted(aBatch(sources[by].id, [call]))).toMatchObject({ parked: 1 });
    await give(a, claim);
    const { body } = await operator.admin("GET", `/suspense?source=${sources[by].id}&limit=200`);
    const parked = body.items.find((item: { raw: string }) => item.raw.includes(call.callId));
    const retried = await operator.admin("POST", `/suspense/${parked.id}/retry`, {});
    expect(retried.body).toMatchObject({ charged: 1, parked: 0 });
    expect(await balances(a)).toEqual(["-0.06"]);
  });

  it("a call from before anyone had it stays with the first who paid for it, though two others get it later", async () => {
    const [a, b, c] = [await operator.newAccount(), await operator.newAccount(), await operator.newAccount()];
    const { claim, told } = fresh();
    const [call, unpaid] = [callAt(clock - 5 * minute, told), callAt(clock - 4 * minute, told)];
    const file = (...calls: SwitchCdr[]) => aBatch(sources[by].id, calls);
    expect(await counted(file(call))).toMatchObject({ parked: 1 });
    let release = await give(a, claim);
    const { body } = await operator.admin("GET", `/suspense?source=${sources[by].id}&limit=200`);
    const parked = body.items.find((item: { raw: string }) => item.raw.includes(call.callId));
    expect((await operator.admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ charged: 1 });
    expect(await balances(a, b, c)).toEqual(["-0.06", "0", "0"]);

    const duplicate = { accepted: 0, duplicates: 1, parked: 0 };
    for (const next of [b, c]) {
      clock += minute;
      await release();
      clock += minute;
      expect(await counted(file(call))).toEqual(duplicate);
      release = await give(next, claim);
      clock += minute;
      const twelve = Array.from({ length: 12 }, () => counted(file(call)));
      expect(await Promise.all(twelve)).toEqual(twelve.map(() => duplicate));
      expect(await balances(a, b, c)).toEqual(["-0.06", "0", "0"]);
    }
    expect(await counted(file(call, unpaid))).toEqual({ ...duplicate, accepted: 1 });
    expect(await counted(file(call, unpaid))).toEqual({ ...duplicate, duplicates: 2 });
    expect(await balances(a, b, c)).toEqual(["-0.06", "0", "-0.06"]);
  });

  it("by closing the one, the other may have it and pays only its own calls", async () => {
    const [a, b] = [await operator.newAccount(), await operator.newAccount()];
    const { claim, told } = fresh();
    await give(a, claim);
    const unanswered = { answeredMs: null, billableMs: 0 };
    const old = callAt(clock + minute, { ...told, ...unanswered });
    const late = callAt(clock + 2 * minute, told);
    clock += 5 * minute;
    expect(await counted(aBatch(sources[by].id, [old]))).toMatchObject({ accepted: 1 });
    expect((await operator.admin("DELETE", `/customers/${a}`)).status).toBe(204);
    await give(b, claim);
    clock += minute;
    expect(await counted(aBatch(sources[by].id, [old, late]))).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await balances(a, b)).toEqual(["-0.06", "0"]);
  });
});

describe("a device that is corrected", () => {
  it("takes the calls of before with what is set today", async () => {
    const account = await operator.newAccount();
    const ip = uniqueIp();
    const path = `/customers/${account}/ip-devices`;
    const { id } = (await operator.admin("POST", path, { ...limits, ip })).body;
    const told = { sourceIp: ip, cldReceived: "77442079460018", setupMs: clock + minute };
    const call = aCallOf(null, sources.ip.id, told);
    clock += 5 * minute;
    expect(await counted(aBatch(sources.ip.id, [call]))).toMatchObject({ parked: 1 });
    expect((await operator.admin("PATCH", `${path}/${id}`, { dialPrefix: "77%" })).status).toBe(200);
    expect(await counted(aBatch(sources.ip.id, [call]))).toMatchObject({ accepted: 1 });
    expect(await operator.balance(account)).toBe("-0.06");
  });
});

describe("what was given before its beginning was kept", () => {
  it("is its owner's from the first call on, also after another customer has it", async () => {
    const [a, b] = [await operator.newAccount(), await operator.newAccount()];
    const login = uniqueName();
    const give = device("sip-devices");
    const release = await give(a, { login, extension: "4711" });
    const made = await sipDeviceByLogin(login);
    const change = "SET #id = #deviceId REMOVE #from, #deviceId";
    await write({ kind: "update", key: keys.sipLogin(login), change });
    expect(await sipDeviceByLogin(login)).toEqual(made);
    const call = aCallOf(null, sources.sipUser.id, { sipUser: login, setupMs: clock - 50 * minute });
    const owner = async () => {
      const [found] = await resolveCallers([call], new Map([[sources.sipUser.id, sources.sipUser]]));
      return found?.kind === "known" ? [found.customer.account, found.deviceId] : found?.reason;
    };
    expect(await owner()).toEqual([a, made?.id]);
    await release();
    await give(b, { login, extension: "4711" });
    expect(await owner()).toEqual([a, made?.id]);
    expect(await sipDeviceByLogin(login)).toMatchObject({ account: b });
  });
});

describe("former owners", () => {
  it("own exactly the instants of their time, and the owner of today all the others", () => {
    const lengths = fc.array(fc.record({ gap: fc.nat(5), held: fc.integer({ min: 1, max: 5 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(lengths, fc.nat(100), (turns, at) => {
        let end = 0;
        const former = turns.map(({ gap, held }, i) => {
          const from = end + gap;
          end = from + held;
          return { account: `C${i}`, from, until: end };
        });
        const today = { account: "today", from: end };
        const then = former.find(({ from, until }) => from <= at && at < until);
        expect(ownerAt([today, ...former], at)).toEqual(then ?? today);
        expect(ownerAt(former, at)).toEqual(then);
      }),
    );
  });

  it("are forgotten after a hundred days, and no more than the limit are taken within them", () => {
    const at = formerOwnerMs * 2;
    const old = { from: 0, until: at - formerOwnerMs };
    const gone = { from: at - 1, until: at };
    expect(withFormer([old, gone], [gone], { at, most: 2 })).toEqual([gone, gone]);
    const full = Array.from({ length: mostFormerOwners }, () => gone);
    expect(() => withFormer(full, [gone], { at, most: mostFormerOwners })).toThrow("changed hands 200 times");
    expect(withFormer(full, [], { at, most: mostFormerOwners })).toHaveLength(mostFormerOwners);
  });
});
