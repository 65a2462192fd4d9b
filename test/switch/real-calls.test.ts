import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nanoOf } from "../../functions/money/money.ts";
import { getSettings } from "../../functions/settings/settings.store.ts";
import { uniqueName } from "../support/api.ts";
import { sipPrograms } from "../support/kamailio.ts";
import { aCarrier, finalAnswers, type Message, placeCalls } from "../support/sipp.ts";
import { type RealSwitch, whileSwitch } from "./real-calls.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

/** Real calls: sipp calls, Kamailio asks us and obeys, sipp is the carrier, and the CDR that Kamailio posts is charged. */

const userOf = (address: string): string => /sip:([^@>;]*)@/.exec(address)?.[1] ?? "";
const calledIn = ({ first }: Message): string => userOf(first);
const callerIn = ({ headers }: Message): string => userOf(headers["from"] ?? "");
const payloadsIn = ({ body }: Message): string => /^m=audio \d+ \S+ (.*)$/m.exec(body)?.[1] ?? "";

describe.runIf(sipPrograms())(
  "real calls through Kamailio",
  // Three programs of others and their clocks: what fails on a busy machine is tried once more.
  { timeout: 120_000, retry: 1 },
  () => {
    let board: Switchboard;
    let real: RealSwitch;
    let finish: () => void = () => undefined;
    let running: Promise<void> = Promise.resolve();
    const carriers: Awaited<ReturnType<typeof aCarrier>>[] = [];
    const carrier = async (code?: number) => {
      const made = await aCarrier(code);
      carriers.push(made);
      return made;
    };

    beforeAll(async () => {
      board = await aSwitchboard();
      const { sipRealm } = await getSettings();
      await new Promise<void>((ready, failed) => {
        running = whileSwitch(sipRealm, async (made) => {
          real = made;
          ready();
          await new Promise<void>((end) => {
            finish = end;
          });
        });
        running.catch(failed);
      });
    }, 120_000);
    afterAll(async () => {
      for (const { end } of carriers) end();
      finish();
      await running;
    });

    let last = 2;
    /** A customer that calls from an address of loopback, whose calls go to these gateways in their turn. */
    async function aCaller(
      fields: object,
      extras: { pay?: string; device?: object; to: readonly number[]; gateway?: object },
    ) {
      const { to, gateway = {}, ...rest } = extras;
      const ip = `127.77.${process.pid % 250}.${last++}`;
      const limits = { callSessionsPerSecond: 50, maxCallSessions: 50 };
      const caller = await board.caller({ ...limits, ...fields }, { ...rest, device: { ip, ...rest.device } });
      const route = await board.twoGateways(gateway, to, "127.0.0.1");
      await board.admin("POST", `/customers/${caller.account}/dialing-routes`, { routeId: route.id, pattern: "44%" });
      return { ...caller, ip, gateways: route.names };
    }

    const callsOf = async (account: string) => (await board.admin("GET", `/customers/${account}/calls`)).body.items;

    it("what the carrier hears is what was decided, and what is charged is what the carrier heard", async () => {
      const to = await carrier();
      const { account, ip, gateways } = await aCaller(
        { codecChecking: true, codecs: ["PCMA"] },
        { pay: "1", to: [to.port], device: { dialPrefix: "99" } },
      );
      await board.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "0|%=>44%" });
      await board.admin("PUT", `/customers/${account}/translation-rules/source`, { text: "%=>441282550000" });
      const heard = await placeCalls({ proxy: real.proxy, from: ip, number: "9902079460018", talkMs: 1500 });
      expect(finalAnswers(heard)).toEqual(["200"]);
      const [invite, ...more] = await to.hears("INVITE", 1);
      if (!invite) throw new Error("nothing came to the carrier");
      expect([calledIn(invite), callerIn(invite), payloadsIn(invite), more]).toEqual([
        "442079460018",
        "441282550000",
        "8 101",
        [],
      ]);
      expect(await to.hears("BYE", 1)).toHaveLength(1);

      const [cdr] = await real.charged(account, 1);
      expect(cdr).toMatchObject({
        accountCode: account,
        cldReceived: "9902079460018",
        sourceIp: ip,
        gateway: gateways[0],
      });
      expect(cdr?.authorizationId).toContain(account);
      await expect.poll(() => real.ended, { timeout: 30_000 }).toContain(cdr?.authorizationId);
      const [call] = await callsOf(account);
      expect(call).toMatchObject({
        cld: calledIn(invite),
        cli: callerIn(invite),
        durationSeconds: 2,
        billedSeconds: 2,
        charge: "0.002",
      });
      expect(await board.money(account)).toEqual({ balance: "0.998", available: "0.998", reserved: "0", sessions: 0 });
    });

    it("more than four calls at once are refused, and none of the others is lost", async () => {
      const to = await carrier();
      const { account, ip } = await aCaller({ maxCallSessions: 4 }, { pay: "100", to: [to.port] });
      const heard = await placeCalls({
        proxy: real.proxy,
        from: ip,
        number: "442079460018",
        talkMs: 4000,
        count: 6,
        perSecond: 10,
      });
      expect(finalAnswers(heard).sort()).toEqual(["200", "200", "200", "200", "503 CC_LIMIT", "503 CC_LIMIT"]);
      expect(await to.hears("INVITE", 4)).toHaveLength(4);
      await real.charged(account, 4);
      const charged = (await callsOf(account)).reduce(
        (sum: bigint, call: { charge: string }) => sum + nanoOf(call.charge),
        0n,
      );
      expect(charged).toBeGreaterThanOrEqual(nanoOf("0.016"));
      const { balance, reserved, sessions } = await board.money(account);
      expect([nanoOf(balance) + charged, reserved, sessions]).toEqual([nanoOf("100"), "0", 0]);
      const again = await placeCalls({ proxy: real.proxy, from: ip, number: "442079460018" });
      expect(finalAnswers(again)).toEqual(["200"]);
      await real.charged(account, 1);
    });

    it("more than five calls in a second are refused", async () => {
      const to = await carrier();
      const { account, ip } = await aCaller({ callSessionsPerSecond: 5 }, { pay: "100", to: [to.port] });
      const heard = await board.inOneSecond(() =>
        placeCalls({ proxy: real.proxy, from: ip, number: "442079460018", count: 8, perSecond: 20 }),
      );
      expect(finalAnswers(heard).filter((answer) => answer === "200")).toHaveLength(5);
      expect(finalAnswers(heard).filter((answer) => answer === "503 CPS_LIMIT")).toHaveLength(3);
      expect(await to.hears("INVITE", 5)).toHaveLength(5);
      await real.charged(account, 5);
    });

    it("a call is ended on both sides when the money that was held for it is used up", async () => {
      const to = await carrier();
      const { account, ip } = await aCaller({}, { pay: "0.01", to: [to.port] });
      const heard = await placeCalls({ proxy: real.proxy, from: ip, number: "442079460018", talkMs: null });
      expect(heard.some(({ first, received }) => received && first.startsWith("BYE "))).toBe(true);
      expect(await to.hears("BYE", 1)).toHaveLength(1);
      const [cdr] = await real.charged(account, 1);
      expect(cdr?.billableMs).toBeGreaterThan(8000);
      expect(cdr?.billableMs).toBeLessThan(20_000);
      const [call] = await callsOf(account);
      expect(nanoOf(call.charge)).toBe(nanoOf("0.001") * BigInt(Math.ceil((cdr?.billableMs ?? 0) / 1000)));
      expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0 });
    });

    it("no credit, no common codec, a disallowed caller or number: the carrier hears nothing, the caller the code", async () => {
      const to = await carrier();
      const cases: { fields?: object; pay?: string; rules?: [string, string, string]; answer: string }[] = [
        { answer: "402 NO_BALANCE" },
        { pay: "1", fields: { codecChecking: true, codecs: ["OPUS"] }, answer: "488 CODEC_NOT_ALLOWED" },
        { pay: "1", rules: ["source", "DENY", "44%"], answer: "403 CLI_BLOCKED" },
        { pay: "1", rules: ["destination", "DENY", "4420%"], answer: "403 NUMBER_BLOCKED" },
        { pay: "1", fields: { status: "BLOCKED" }, answer: "403 ACCOUNT_INACTIVE" },
      ];
      for (const { fields = {}, pay, rules, answer } of cases) {
        const { account, ip } = await aCaller(fields, { ...(pay ? { pay } : {}), to: [to.port] });
        if (rules) {
          const [list, action, rule] = rules;
          const reply = await board.admin("POST", `/customers/${account}/translation-rules/${list}`, { action, rule });
          expect(reply.status, JSON.stringify(reply.body)).toBe(201);
        }
        const heard = await placeCalls({ proxy: real.proxy, from: ip, number: "442079460018" });
        expect(finalAnswers(heard)).toEqual([answer]);
      }
      expect(to.received("INVITE")).toEqual([]);
    });

    it("the caller's number follows the destination where the customer has rules for it", async () => {
      const to = await carrier();
      const { account, ip } = await aCaller({ cliByDestination: true }, { pay: "1", to: [to.port] });
      await board.admin("PUT", `/customers/${account}/cli-rules`, { text: "4420%=>441282777711" });
      for (const number of ["442079460018", "441282550000"]) {
        const heard = await placeCalls({ proxy: real.proxy, from: ip, number, cli: "12025550142" });
        expect([number, finalAnswers(heard)]).toEqual([number, ["200"]]);
        await real.charged(account, 1);
      }
      expect((await to.hears("INVITE", 2)).map(callerIn)).toEqual(["441282777711", "12025550142"]);
    });

    it("a gateway that refuses is followed by the next, one that is busy is not; the CDR names who carried the call", async () => {
      const [full, busy, good] = [await carrier(503), await carrier(486), await carrier()];
      const { account, ip, gateways } = await aCaller({}, { pay: "1", to: [full.port, good.port] });
      expect(finalAnswers(await placeCalls({ proxy: real.proxy, from: ip, number: "442079460018" }))).toEqual(["200"]);
      expect([await full.hears("INVITE", 1), await good.hears("INVITE", 1)].map(({ length }) => length)).toEqual([
        1, 1,
      ]);
      const [cdr] = await real.charged(account, 1);
      expect(cdr?.gateway).toBe(gateways[1]);
      expect(await callsOf(account)).toHaveLength(1);

      const other = await aCaller({}, { pay: "1", to: [busy.port, good.port] });
      expect(finalAnswers(await placeCalls({ proxy: real.proxy, from: other.ip, number: "442079460018" }))).toEqual([
        "486 Not here",
      ]);
      expect(await good.hears("INVITE", 1)).toHaveLength(1);
      const [failed] = await real.charged(other.account, 1);
      expect(failed).toMatchObject({ answeredMs: null, billableMs: 0 });
      await expect.poll(() => real.ended, { timeout: 30_000 }).toContain(failed?.authorizationId);
      expect(await board.money(other.account)).toEqual({ balance: "1", available: "1", reserved: "0", sessions: 0 });
    });

    it("a SIP user is known by its digest from any address, and by the right secret only", async () => {
      const to = await carrier();
      const { account } = await aCaller({}, { pay: "1", to: [to.port] });
      const user = uniqueName();
      const device = {
        login: user,
        extension: "2001",
        maxCallSessions: 2,
        callSessionsPerSecond: 2,
        secret: "Quiet-Harbour-7",
      };
      expect((await board.admin("POST", `/customers/${account}/sip-devices`, device)).status).toBe(201);
      const call = { proxy: real.proxy, from: "127.78.1.1", number: "442079460018" };
      expect(finalAnswers(await placeCalls(call))).toEqual([expect.stringMatching(/^407 /)]);
      const wrong = await placeCalls({ ...call, login: { user, secret: "Quiet-Harbour-8" } });
      expect(finalAnswers(wrong)).toEqual([expect.stringMatching(/^407 /)]);
      expect(to.received("INVITE")).toEqual([]);
      const right = await placeCalls({ ...call, login: { user, secret: "Quiet-Harbour-7" } });
      expect(finalAnswers(right)).toEqual(["200"]);
      expect(await to.hears("INVITE", 1)).toHaveLength(1);
      expect((await to.hears("INVITE", 1))[0]?.headers["proxy-authorization"]).toBeUndefined();
      await real.charged(account, 1);
      expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0 });
    });

    it("nothing that a caller sends becomes a header of what the carrier hears", async () => {
      const to = await carrier();
      const { account, ip } = await aCaller({}, { pay: "1", to: [to.port] });
      for (const number of ["442079460018%0d%0aX-Evil:1", "44;x=y", "sip%3a44", "4420%22%7d"]) {
        const heard = await placeCalls({ proxy: real.proxy, from: ip, number });
        expect([number, finalAnswers(heard)]).toEqual([number, ["484 BAD_NUMBER"]]);
      }
      const cli = "44%0d%0aX-Evil:1";
      await placeCalls({
        proxy: real.proxy,
        from: ip,
        number: "442079460018",
        cli,
        headers: ["P-Asserted-Identity: <sip:999@evil>", "Remote-Party-ID: <sip:1@evil>"],
      });
      const [invite, ...more] = await to.hears("INVITE", 1);
      expect(more).toEqual([]);
      expect(JSON.stringify(invite)).not.toContain("vil");
      expect(callerIn(invite as Message)).toBe("anonymous");
      await real.charged(account, 1);
    });
  },
);
