import { beforeAll, describe, expect, it } from "vitest";
import { authorizeCall } from "../../functions/switch/authorize-call.flow.ts";
import type { Verdict } from "../../functions/switch/call-request.ts";
import { uniqueName } from "../support/api.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

const reasonOf = (verdict: Verdict): string => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

describe("a switch that asks", () => {
  it("hears numbers, gateways, codecs and the longest time that the money pays for, and that money is held", async () => {
    const { account, ip } = await board.caller({ maxCallMinutes: 60 }, { pay: "1" });
    const verdict = await board.ask({
      source_ip: ip,
      cld: "442079460018",
      cli: "442079460100",
      codecs: ["PCMA", "OPUS"],
    });
    expect(verdict).toMatchObject({
      verdict: "allow",
      customer: { account_code: account },
      cli: "442079460100",
      cld: "442079460018",
      routes: [{ id: board.gateway, uri: `sip:442079460018@${board.host}`, timeout_s: 20 }],
      max_duration_s: 1000,
      reauthorize_at: null,
      media: "bypass",
      emergency: false,
    });
    expect(await board.money(account)).toEqual({ balance: "1", available: "0", reserved: "1", sessions: 1 });
  });

  it("asks the same again and hears the same, and nothing is held twice; with other content it is refused", async () => {
    const { account, ip } = await board.caller({}, { pay: "1" });
    const question = { source_ip: ip, cld: "442079460018", call_id: uniqueName(), from_tag: "t" };
    const first = await board.ask(question);
    expect(await board.ask(question)).toEqual(first);
    expect(await board.money(account)).toMatchObject({ sessions: 1, reserved: "1" });
    expect(reasonOf(await board.ask({ ...question, cld: "442079460019" }))).toBe("CALL_ID_REUSED");
  });

  it("is refused again for what was refused, also when it could go meanwhile", async () => {
    const { account, ip } = await board.caller();
    const question = { source_ip: ip, cld: "442079460018", call_id: uniqueName() };
    const first = await board.ask(question);
    expect(reasonOf(first)).toBe("NO_BALANCE");
    await board.pay(account, "5");
    expect(await board.ask(question)).toEqual(first);
    expect(reasonOf(await board.ask({ ...question, call_id: uniqueName() }))).toBe("ALLOWED");
  });

  it("P9: grants exactly the 200 calls that a balance affords to 32 that ask at once", {
    timeout: 240_000,
  }, async () => {
    // A minute costs 0.06; every call of at most a minute holds 0.06.
    const limits = { maxCallSessions: 1000, callSessionsPerSecond: 1000 };
    const { account, ip } = await board.caller({ maxCallMinutes: 1, ...limits }, { pay: "12", device: limits });
    const verdicts: Verdict[] = [];
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        for (let call = 0; call < 7; call++)
          verdicts.push(await board.askUntilAnswered({ source_ip: ip, cld: "442079460018" }));
      }),
    );
    const allowed = verdicts.filter((verdict) => verdict.verdict === "allow");
    const held = allowed.reduce((sum, verdict) => sum + (verdict.verdict === "allow" ? verdict.max_duration_s : 0), 0);
    expect(held).toBe(12_000);
    expect(allowed).toHaveLength(200);
    expect(verdicts.filter((verdict) => reasonOf(verdict) === "NO_BALANCE")).toHaveLength(24);
    expect(await board.money(account)).toEqual({ balance: "12", available: "0", reserved: "12", sessions: 200 });
  });

  it("may begin as many calls in a second, and hold as many at once, as account and device may", async () => {
    const { ip } = await board.caller(
      { maxCallSessions: 4, callSessionsPerSecond: 100 },
      { pay: "100", device: { maxCallSessions: 3 } },
    );
    const ask = () => board.ask({ source_ip: ip, cld: "442079460018" });
    const verdicts = [await ask(), await ask(), await ask(), await ask()];
    expect(verdicts.map(reasonOf)).toEqual(["ALLOWED", "ALLOWED", "ALLOWED", "CC_LIMIT"]);
    const [first] = verdicts;
    if (first?.verdict === "allow") await board.end(first.authorization_id);
    expect(reasonOf(await ask())).toBe("ALLOWED");

    const slow = await board.caller(
      { maxCallSessions: 100, callSessionsPerSecond: 5 },
      { pay: "100", device: { callSessionsPerSecond: 100 } },
    );
    const many = await board.inOneSecond(() =>
      Promise.all(Array.from({ length: 8 }, () => board.askUntilAnswered({ source_ip: slow.ip, cld: "442079460018" }))),
    );
    expect(many.map(reasonOf).filter((reason) => reason === "ALLOWED")).toHaveLength(5);
    expect(many.map(reasonOf).filter((reason) => reason === "CPS_LIMIT")).toHaveLength(3);
  });

  it("gives money and session back with the CDR, charging what the call cost", async () => {
    const { account, ip } = await board.caller({}, { pay: "1" });
    const verdict = await board.ask({ source_ip: ip, cld: "442079460018" });
    if (verdict.verdict !== "allow") throw new Error(JSON.stringify(verdict));
    await board.deliver(account, { authorizationId: verdict.authorization_id, billableMs: 60_000 });
    expect(await board.money(account)).toEqual({ balance: "0.94", available: "0.94", reserved: "0", sessions: 0 });
  });

  it("is known by its own id of the call where its CDR names no authorization: with its From tag, or without one", async () => {
    const { account, ip } = await board.caller({}, { pay: "1" });
    for (const { from_tag, leg } of [
      { from_tag: "t1", leg: "t1" },
      { from_tag: "t2", leg: "t2;t3" },
      { from_tag: "", leg: "a" },
    ]) {
      const call_id = uniqueName();
      const verdict = await board.ask({
        source_ip: ip,
        cld: "442079460018",
        switch_id: board.source,
        call_id,
        from_tag,
      });
      expect(verdict.verdict).toBe("allow");
      expect(await board.money(account)).toMatchObject({ available: "0", sessions: 1 });
      await board.deliver(account, { callId: call_id, leg, billableMs: 0 });
      expect(await board.money(account)).toMatchObject({ available: "1", reserved: "0", sessions: 0 });
    }
    const other = await board.ask({
      source_ip: ip,
      cld: "442079460018",
      switch_id: "another",
      call_id: "x",
      from_tag: "a",
    });
    await board.deliver(account, { callId: "x", leg: "a", billableMs: 0 });
    expect(await board.money(account)).toMatchObject({ reserved: "1", sessions: 1 });
    if (other.verdict === "allow")
      await board.deliver(account, { authorizationId: other.authorization_id, billableMs: 0 });
    expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0 });
  });

  it("gets more time in slices, and no more than there is money for", async () => {
    const { account, ip } = await board.caller({}, { pay: "0.5" });
    const verdict = await board.ask({ source_ip: ip, cld: "442079460018", reauthorizes: true });
    if (verdict.verdict !== "allow") throw new Error(JSON.stringify(verdict));
    expect(verdict).toMatchObject({ max_duration_s: 300, reauthorize_at: 270 });
    expect(await board.money(account)).toMatchObject({ reserved: "0.3", available: "0.2" });
    const more = await board.more(verdict.authorization_id, 270);
    expect(more).toMatchObject({ verdict: "allow", max_duration_s: 500, reauthorize_at: null });
    expect(await board.money(account)).toMatchObject({ reserved: "0.5", available: "0" });
    expect(await board.more(verdict.authorization_id, 480)).toMatchObject({
      max_duration_s: 500,
      reauthorize_at: null,
    });
    await board.end(verdict.authorization_id);
    await board.end(verdict.authorization_id);
    expect(await board.money(account)).toMatchObject({ reserved: "0.5", sessions: 0 });
    expect(reasonOf(await board.more(verdict.authorization_id, 490))).toBe("UNKNOWN_AUTHORIZATION");
  });

  it("whose CDR never comes gets nothing for ever: the sweep gives money and session back and names the call", async () => {
    const { account, ip } = await board.caller({}, { pay: "1" });
    const verdict = await board.ask({ source_ip: ip, cld: "442079460018" });
    if (verdict.verdict !== "allow") throw new Error(JSON.stringify(verdict));
    await board.sweepIn(500);
    expect(await board.money(account)).toMatchObject({ reserved: "1", sessions: 1 });
    await board.sweepIn(1000 + 800);
    expect(await board.money(account)).toEqual({ balance: "1", available: "1", reserved: "0", sessions: 0 });
    expect(await board.missing(verdict.authorization_id)).toMatchObject({ account, cld: "442079460018", ended: false });
    const listed = async () => {
      const items: { id: string }[] = [];
      let cursor = "";
      do {
        const { body } = await board.admin("GET", `/missing-cdrs?limit=200${cursor && `&cursor=${cursor}`}`);
        items.push(...body.items);
        cursor = body.nextCursor ?? "";
      } while (cursor);
      return items;
    };
    const ours = { id: verdict.authorization_id, account, switch: "test", held: "1", ended: false };
    expect(await listed()).toContainEqual(expect.objectContaining(ours));
    await board.deliver(account, { authorizationId: verdict.authorization_id, billableMs: 60_000 });
    expect(await board.money(account)).toEqual({ balance: "0.94", available: "0.94", reserved: "0", sessions: 0 });
    expect(await board.missing(verdict.authorization_id)).toBeUndefined();
    expect((await listed()).map(({ id }) => id)).not.toContain(verdict.authorization_id);
  });

  it("may always call for help: in every state that refuses other calls, with nothing held", async () => {
    const states: { fields?: object; device?: object; auth?: object }[] = [
      { fields: { status: "BLOCKED" } },
      { fields: { status: "SUSPENDED" } },
      { fields: { codecChecking: true, codecs: ["G729"] } },
      { device: { status: "INACTIVE" } },
    ];
    for (const { fields = {}, device = {} } of states) {
      const { account, ip } = await board.caller({ country: "GB", ...fields }, { device });
      expect(reasonOf(await board.ask({ source_ip: ip, cld: "442079460018", codecs: ["OPUS"] }))).not.toBe("ALLOWED");
      for (const cld of ["112", "999"])
        expect(await board.ask({ source_ip: ip, cld, codecs: ["OPUS"] })).toMatchObject({
          verdict: "allow",
          cld,
          emergency: true,
        });
      expect(await board.money(account)).toEqual({ balance: "0", available: "0", reserved: "0", sessions: 0 });
    }
  });

  it("calls for help free of charge: the CDR is kept with charge 0, though a rate and rules fit the number", async () => {
    const { account } = await board.caller({ country: "GB" }, { pay: "1" });
    await board.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "%=>44%" });
    await board.deliver(account, { cldReceived: "999", billableMs: 60_000 });
    await board.deliver(account, { cldReceived: "442079460018", billableMs: 60_000 });
    const { items } = (await board.admin("GET", `/customers/${account}/calls`)).body;
    const charged = items.map(({ cld, charge }: { cld: string; charge: string }) => [cld, charge]).sort();
    expect(charged).toEqual([
      ["44442079460018", "0.06"],
      ["999", "0"],
    ]);
    const help = items.find(({ cld }: { cld: string }) => cld === "999");
    const { trace } = (await board.admin("GET", `/customers/${account}/calls/${help.id}`)).body;
    expect(trace.at(-1)).toMatchObject({ step: "charge", detail: "A call to an emergency service is never charged." });
    expect(await board.money(account)).toMatchObject({ balance: "0.94" });
  });

  it("of whom nobody knows anything is refused, whatever it sends, and never with an error", async () => {
    const hostile = ["", "x".repeat(500), "<a>&\"'", "\u0000", "44'; drop", "☎", "1".repeat(33), "../..", "%00"];
    const { ip } = await board.caller({ callSessionsPerSecond: 1000 }, { pay: "1000" });
    for (const cld of hostile) {
      expect(reasonOf(await authorizeCall(board.question({ source_ip: "192.0.2.99", cld })))).toBe("UNKNOWN_CALLER");
      expect(reasonOf(await authorizeCall(board.question({ source_ip: ip, cld })))).toBe("BAD_NUMBER");
      const named = board.question({
        source_ip: ip,
        cld: "442079460018",
        call_id: cld || "-",
        cli: cld,
        auth_user: "",
      });
      expect(reasonOf(await authorizeCall(named))).toBe("ALLOWED");
      expect(reasonOf(await authorizeCall(board.question({ source_ip: cld, cld: "44" })))).toBe("UNKNOWN_CALLER");
      if (cld)
        expect(reasonOf(await authorizeCall(board.question({ auth_user: cld, cld: "44" })))).toBe("UNKNOWN_CALLER");
    }
  });
});
