import { beforeAll, describe, expect, it } from "vitest";
import type { CdrBatch } from "../../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../../functions/intake/normalise.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { rateBatch } from "../../functions/rating/rate-batch.flow.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator, rate } from "../support/charging.ts";
import { addedSource } from "./world.ts";

/** What a proxy that forks an INVITE logs of its branches, and what becomes of them: one charge. */

let operator: Operator;
let source: CdrSource;
beforeAll(async () => {
  operator = await anOperator();
  source = await addedSource({ format: "kamailio-acc", customerBy: "account" });
});

const startS = Math.floor(Date.now() / 1000) - 3600;

/** A call of a minute and a branch of it that failed in the second of its answer. */
function aCall(account: string) {
  const callId = uniqueName();
  const line = (what: string, method: string, at: number, rest: string) =>
    `ACC: ${what}: timestamp=${at};method=${method};${rest};call_id=${callId};account=${account};dst_user=44123\n`;
  return {
    invite: line("transaction answered", "INVITE", startS, "from_tag=a;to_tag=b;code=200;reason=OK"),
    bye: line("transaction answered", "BYE", startS + 60, "from_tag=b;to_tag=a;code=200;reason=OK"),
    missed: line("call missed", "INVITE", startS, "from_tag=a;to_tag=c;code=487;reason=No"),
  };
}

type Call = ReturnType<typeof aCall>;

const delivered = (text: string): CdrBatch[] =>
  batchesOf(outcomesOf(text, source, Date.now()), { source: source.id, delivery: uniqueName() });

async function deliver(...texts: string[]): Promise<void> {
  for (const text of texts) expect(await rate(...delivered(text))).toEqual([]);
}

async function counted(batches: CdrBatch[]) {
  const outcomes = await rateBatch(batches, { at: Date.now(), deadline: Date.now() + 60_000 });
  return outcomes.map(({ counts }) => counts);
}

async function waiting(account: string) {
  const { body } = await operator.admin("GET", `/suspense?source=${source.id}&limit=200`);
  return body.items.filter((item: { raw: string }) => item.raw.includes(account));
}

describe("branches that say the same, and branches that failed", () => {
  it("are one charge where both were answered and hung up in the same seconds: the second is a duplicate", async () => {
    const account = await operator.newAccount();
    const { invite, bye } = aCall(account);
    const toOther = (text: string) => text.replace(/_tag=b/, "_tag=c");
    await deliver(invite + bye);
    expect(await counted(delivered(toOther(invite) + toOther(bye)))).toMatchObject([
      { accepted: 0, duplicates: 1, parked: 0 },
    ]);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it.each([
    {
      tag: "c",
      parts: (c: Call, missed: string) => [missed + c.invite + c.bye],
      because: "it stands before the answer",
    },
    {
      tag: "",
      parts: (c: Call, missed: string) => [missed + c.invite + c.bye],
      because: "the proxy cancelled it untagged",
    },
    { tag: "", parts: (c: Call, missed: string) => [missed, c.invite, c.bye], because: "each line came alone" },
    {
      tag: "",
      parts: (c: Call, missed: string) => [c.invite + c.bye, missed, missed],
      because: "it came last, and again",
    },
  ])("do not stand for the answered one of the same second, nor wait beside it: $because", async ({ tag, parts }) => {
    const account = await operator.newAccount();
    const call = aCall(account);
    await deliver(...parts(call, call.missed.replace("to_tag=c", `to_tag=${tag}`)));
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
    const { items } = await operator.calls(account);
    expect(items.map(({ charge }: { charge: string }) => charge).sort()).toEqual(["0", "0.06"]);
  });

  it("do not stand for the answered one where an OpenSIPS names the INVITE's second in both", async () => {
    const account = await operator.newAccount();
    const opensips = await addedSource({ format: "opensips-event", customerBy: "account" });
    const [callid, created] = [uniqueName(), startS - 3];
    const common = { callid, from_tag: "a", created, account, callee: "44123", sip_reason: "-" };
    const missed = { ...common, method: "INVITE", to_tag: "", time: startS, sip_code: "487", setuptime: 3 };
    const ended = { ...common, to_tag: "b", time: startS, duration: 60, ms_duration: 60_000, sip_code: "200" };
    const text = [
      { method: "E_ACC_MISSED_EVENT", params: missed },
      { method: "E_ACC_CDR", params: ended },
    ].map((event) => `${JSON.stringify(event)}\n`);
    const batches = batchesOf(outcomesOf(text.join(""), opensips, Date.now()), {
      source: opensips.id,
      delivery: callid,
    });
    expect(await counted(batches)).toMatchObject([{ accepted: 2, parked: 0 }]);
    expect(await operator.balance(account)).toBe("-0.06");
  });
});
