import { beforeAll, describe, expect, it } from "vitest";
import { nanoOf } from "../../functions/money/money.ts";
import type { CallFacts } from "../../functions/switch/call-facts.ts";
import { CallReader } from "../../functions/switch/call-reader.store.ts";
import type { CallRequest } from "../../functions/switch/call-request.ts";
import { decideCall } from "../../functions/switch/decide-call.ts";
import { loadCall } from "../../functions/switch/load-call.flow.ts";
import { type RefusalCode, refusals } from "../../functions/switch/refusal.ts";
import { compileRules } from "../../functions/translation/translate-number.ts";
import { addRate } from "../support/charging.ts";
import { aTariff } from "../support/customers.ts";
import { aSwitchboard } from "./switchboard.ts";

/** Half past an hour, so that no night of the tests ends meanwhile. */
const at = Date.now() - (Date.now() % 3_600_000) + 1_800_000;
const second = Math.floor(at / 1000);
const cld = "442079460018";

let question: CallRequest;
let sound: CallFacts;
/** Levels by tariffs that block the number, and that do not have it. */
let blocked: CallFacts["levels"][0];
let without: CallFacts["levels"][0];

beforeAll(async () => {
  const board = await aSwitchboard();
  const factsOf = async (fields: object) => {
    const { ip } = await board.caller({ country: "GB", ...fields }, { pay: "10" });
    question = board.question({ source_ip: ip, cld });
    const loaded = await loadCall(question, new CallReader());
    if (loaded.kind !== "known") throw new Error("nobody calls");
    return loaded.facts;
  };
  const [blocking, empty] = [await aTariff(board.admin), await aTariff(board.admin)];
  await addRate(board.admin, blocking, "44", { blocked: true });
  await addRate(board.admin, empty, "33");
  [blocked] = (await factsOf({ tariffId: blocking })).levels;
  [without] = (await factsOf({ tariffId: empty })).levels;
  sound = await factsOf({});
});

type Level = CallFacts["levels"][0];
type Part<T> = { [K in keyof T]?: unknown };
interface Change {
  customer?: Part<Level["customer"]>;
  balance?: Part<Level["balance"]>;
  tariff?: Level["tariff"];
}

const changed = (level: Level, { customer, balance, ...rest }: Change) =>
  ({
    ...level,
    ...rest,
    customer: { ...level.customer, ...customer },
    balance: { ...level.balance, ...balance },
  }) as Level;
const own = (change: Change): CallFacts => ({ ...sound, levels: [changed(sound.levels[0], change)] });
/** The same below a reseller that is changed so. */
const below = (change: Change): CallFacts => {
  const [level] = sound.levels;
  return {
    ...sound,
    levels: [level, changed(level, { ...change, customer: { account: "C99999999", ...change.customer } })],
  };
};
const deny = compileRules([{ action: "DENY", rule: "44%", enabled: true }]);
const others = compileRules([{ action: "ALLOW", rule: "1%=>%", enabled: true }]);
const poor = { avail: nanoOf("0.0001") };

/** One state for each code that a decision can refuse a customer's call with. */
const states: Partial<Record<RefusalCode, () => CallFacts>> = {
  IP_LOCKED: () => ({ ...sound, caller: { ...sound.caller, lockedTo: "192.0.2.1" } }),
  ACCOUNT_INACTIVE: () => own({ customer: { status: "BLOCKED" } }),
  DEVICE_INACTIVE: () => ({ ...sound, device: { ...sound.device, status: "INACTIVE" } }),
  CODEC_NOT_ALLOWED: () => own({ customer: { codecChecking: true, codecs: ["G729"] } }),
  NUMBER_NOT_ALLOWED: () => ({ ...sound, destinationRules: others }),
  NUMBER_BLOCKED: () => ({ ...sound, destinationRules: deny }),
  CLI_NOT_ALLOWED: () => ({ ...sound, sourceRules: others }),
  CLI_BLOCKED: () => ({ ...sound, sourceRules: deny }),
  NO_BALANCE: () => own({ balance: poor }),
  NO_RATE: () => own({ tariff: without.tariff }),
  RATE_BLOCKED: () => own({ tariff: blocked.tariff }),
  TARIFF_INVALID: () => own({ tariff: undefined }),
  PRICE_TOO_HIGH: () => own({ customer: { maxPricePerMinute: "0.01" } }),
  PREFIX_LIMIT: () => ({ ...own({ customer: { prefixCallLimits: ["44=1"] } }), prefixCalls: new Map([["44", 1]]) }),
  NIGHT_CALLS: () =>
    own({
      customer: { nightHours: "00:00-23:59", timeZone: "UTC", nightMaxCallSessions: 1 },
      balance: { sessions: 1, maxSessions: 9 },
    }),
  NIGHT_PRICE: () => own({ customer: { nightHours: "00:00-23:59", timeZone: "UTC", nightMaxPricePerMinute: "0.01" } }),
  NEW_CUSTOMER_PREFIX: () => ({ ...sound, newCustomers: { days: 9999, prefixes: ["44"] } }),
  TEST_NUMBER: () => ({ ...sound, testNumbers: new Set([cld.slice(0, 5)]) }),
  SPEND_CAP: () => own({ customer: { dailySpendCap: "0.0001" } }),
  NO_ROUTE: () => ({ ...sound, dialingRoutes: [] }),
  CC_LIMIT: () => ({ ...sound, device: { ...sound.device, sessions: sound.device.maxCallSessions } }),
  CPS_LIMIT: () => ({ ...sound, device: { ...sound.device, second, begun: 9999 } }),
  RESELLER_NO_BALANCE: () => below({ balance: poor }),
  RESELLER_NO_RATE: () => below({ tariff: without.tariff }),
  RESELLER_RATE_BLOCKED: () => below({ tariff: blocked.tariff }),
  RESELLER_TARIFF_INVALID: () => below({ customer: { currency: "USD" } }),
  RESELLER_INACTIVE: () => below({ customer: { status: "BLOCKED" } }),
  RESELLER_CC_LIMIT: () => below({ balance: { sessions: 9, maxSessions: 9 } }),
  RESELLER_CPS_LIMIT: () => below({ balance: { second, begun: 9999 } }),
};

/** What refuses a call elsewhere than in a decision on a known customer's number. */
const elsewhere: Partial<Record<RefusalCode, string>> = {
  BAD_NUMBER: "what was dialled is no number, so no number for help",
  UNKNOWN_CALLER: "nobody is known whose country would say which numbers are for help",
  ALL_ROUTES_LOSS: "no gateway is compared for a call for help: loss-routes.test.ts",
  RESELLER_ALL_ROUTES_LOSS: "as above",
  DID_NOT_IN_SERVICE: "a call from outside",
  DID_RINGS_NOWHERE: "a call from outside",
  DID_SUSPENDED: "a call from outside",
  DID_BUSY: "a call from outside",
  CALL_ID_REUSED: "the answer that was given stands",
  CALL_STOPPED: "the call went already: live-calls.test.ts",
  UNKNOWN_AUTHORIZATION: "the call went already",
};

const decide = (facts: CallFacts, number: string) =>
  decideCall({ ...question, cld: number, codecs: ["OPUS"] }, facts, { at, sliceSeconds: 300 });

describe("a call for help", () => {
  it.each(Object.keys(states) as RefusalCode[])(
    "goes, and is free, where any other call is refused with %s",
    (code) => {
      const facts = states[code]?.() as CallFacts;
      const other = decide(facts, cld);
      expect(other).toMatchObject({ kind: "deny", refusal: { code } });
      expect(other.trace.at(-1)).toMatchObject({ step: "verdict", outcome: code });
      for (const number of ["999", "112"])
        expect(decide(facts, number)).toMatchObject({
          kind: "allow",
          cld: number,
          emergency: true,
          holds: [],
          priced: [],
        });
    },
  );

  it("has no state left out: every code of a refusal is tried here, or cannot meet it", () => {
    expect([...Object.keys(states), ...Object.keys(elsewhere)].sort()).toEqual(Object.keys(refusals).sort());
    expect(decide(sound, cld)).toMatchObject({ kind: "allow", emergency: false });
  });
});
