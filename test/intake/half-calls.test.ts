import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CdrBatch } from "../../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../../functions/intake/normalise.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { rateBatch } from "../../functions/rating/rate-batch.flow.ts";
import { uniqueName } from "../support/api.ts";
import { addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { read } from "./samples.ts";
import { addedSource } from "./world.ts";

let operator: Operator;
let source: CdrSource;
beforeAll(async () => {
  operator = await anOperator();
  source = await addedSource({ format: "kamailio-acc", customerBy: "account" });
});

const startS = Math.floor(Date.now() / 1000) - 3600;

/** A call of a minute as a proxy logs it: the answered INVITE and the BYE, which the callee sends. */
function aCall(account: string, cld = "44123", callId = uniqueName()) {
  const line = (method: string, at: number, tags: string) =>
    `ACC: transaction answered: timestamp=${at};method=${method};${tags};call_id=${callId};code=200;reason=OK;account=${account};dst_user=${cld}\n`;
  return {
    callId,
    invite: line("INVITE", startS, "from_tag=a;to_tag=b"),
    bye: line("BYE", startS + 60, "from_tag=b;to_tag=a"),
    earlyBye: line("BYE", startS - 5, "from_tag=b;to_tag=a"),
    reinvite: line("INVITE", startS + 30, "from_tag=a;to_tag=b"),
    calleesReinvite: line("INVITE", startS + 30, "from_tag=b;to_tag=a"),
    otherBye: line("BYE", startS + 61, "from_tag=a;to_tag=b"),
    missed: `ACC: call missed: timestamp=${startS};method=INVITE;from_tag=a;to_tag=c;call_id=${callId};code=487;reason=No;account=${account};dst_user=${cld}\n`,
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
  const items = [];
  for (let cursor = ""; ; ) {
    const { body } = await operator.admin("GET", `/suspense?source=${source.id}&limit=200${cursor}`);
    items.push(...body.items);
    if (!body.nextCursor) break;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
  return items.filter(
    (item: { raw: string }) => item.raw.includes(`account=${account};`) || item.raw.includes(`"${account}"`),
  );
}

/** The writes of the halves, and how many requests they took. */
async function keeping(work: () => Promise<unknown>) {
  const seen = { transactions: 0, kept: 0, rows: 0, removed: 0, reads: 0 };
  const undo = replaceSend((inner) => (command) => {
    const text = JSON.stringify(command.input, (_, value) => (typeof value === "bigint" ? `${value}` : value));
    const of = (kind: string) => text.split(kind).length - 1;
    if (command instanceof TransactWriteCommand) {
      seen.transactions += text.includes('"HALF#') ? 1 : 0;
      seen.kept += of('"pk":"HALF#');
      seen.rows += of('"pk":"SUSPENSE#');
    } else if (command.constructor.name === "DeleteCommand") seen.removed++;
    else if (text.includes('"HALF#')) seen.reads++;
    return inner(command);
  });
  await work().finally(undo);
  return seen;
}

describe("halves of calls that come together", () => {
  it("are one call with one item kept, no row, and two requests for fifty calls", async () => {
    const account = await operator.newAccount();
    const calls = Array.from({ length: 50 }, () => aCall(account));
    const text = [...calls.map(({ invite }) => invite), ...calls.map(({ bye }) => bye)].join("");
    const whole = { transactions: 1, kept: 50, rows: 0, removed: 0, reads: 1 };
    expect(await keeping(() => deliver(text))).toEqual(whole);
    expect(await keeping(() => deliver(text))).toEqual({ ...whole, transactions: 0, kept: 0 });
    expect(await operator.balance(account)).toBe("-3");
    expect(await waiting(account)).toEqual([]);
  });

  it("are found by a half that comes again alone, which neither waits nor counts as another call", async () => {
    const account = await operator.newAccount();
    const { invite, bye, reinvite } = aCall(account);
    await deliver(invite + bye);
    for (const half of [invite, bye, reinvite]) {
      const counts = await counted(delivered(half));
      expect(counts).toEqual([{ accepted: 0, duplicates: half === bye ? 0 : 1, parked: 0, reasons: {} }]);
    }
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("take the row of a half that waited with them", async () => {
    const account = await operator.newAccount();
    const { invite, bye } = aCall(account);
    await deliver(bye);
    expect(await waiting(account)).toHaveLength(1);
    await deliver(invite + bye);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });
});

describe("an end before its beginning", () => {
  it.each([
    { split: (a: string, b: string) => [a, b], because: "the INVITE came first" },
    { split: (a: string, b: string) => [b, a], because: "the BYE came first" },
    { split: (a: string, b: string) => [a + b, b, a], because: "both came together, and again" },
  ])("is one row that names both, and is charged when the BYE is corrected: $because", async ({ split }) => {
    const account = await operator.newAccount();
    const { invite, bye, earlyBye } = aCall(account);
    await deliver(...split(invite, earlyBye));
    const [row, ...more] = await waiting(account);
    const [began, ended] = [startS, startS - 5].map((s) => new Date(s * 1000).toISOString());
    expect([row.reason, row.canRetry, more]).toEqual(["CLOCK", false, []]);
    expect(row.detail).toBe(`The BYE came at ${ended}, before the INVITE was answered at ${began}.`);
    expect(await operator.balance(account)).toBe("0");
    await deliver(bye);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("is shown so in a preview of both", async () => {
    const { invite, earlyBye } = aCall("C1");
    const { cdrs, parked } = read(invite + earlyBye, source, Date.now());
    expect([cdrs, parked.map(({ reason, line }) => [reason, line])]).toEqual([[], [["CLOCK", 1]]]);
  });
});

describe("an INVITE that changes a call", () => {
  it.each([
    { parts: (c: Call) => [c.reinvite, c.invite, c.bye], because: "it came first" },
    { parts: (c: Call) => [c.reinvite, c.invite + c.bye], because: "it came before both" },
    { parts: (c: Call) => [c.reinvite + c.bye + c.invite], because: "it stands first in the file" },
    { parts: (c: Call) => [c.invite, c.calleesReinvite, c.bye], because: "the callee sent it" },
    { parts: (c: Call) => [c.calleesReinvite, c.bye + c.invite], because: "the callee's came first" },
  ])("does not shorten it: $because", async ({ parts }) => {
    const account = await operator.newAccount();
    await deliver(...parts(aCall(account)));
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("is what was charged where the first INVITE comes last of all, which then waits for a person and is charged by no retry", async () => {
    const account = await operator.newAccount();
    const { invite, reinvite, bye } = aCall(account);
    await deliver(reinvite, bye, invite, invite);
    expect(await operator.balance(account)).toBe("-0.03");
    const [row, ...more] = await waiting(account);
    expect([row.reason, row.canRetry, more]).toEqual(["CONFLICT", false, []]);
    expect(row.detail).toContain(`answered at ${new Date((startS + 30) * 1000).toISOString()}`);
    expect((await operator.admin("POST", `/suspense/${row.id}/retry`, {})).status).toBe(409);
    expect(await operator.balance(account)).toBe("-0.03");
  });
});

describe("branches of one INVITE that were both answered", () => {
  it("are one charge: the first stays rated, the other waits in conflict, and a retry does not charge it", async () => {
    const account = await operator.newAccount();
    const { invite, bye, otherBye } = aCall(account);
    const toOther = (text: string) => text.replace("to_tag=b", "to_tag=c");
    await deliver(invite + bye, toOther(invite) + toOther(otherBye));
    const [row, ...more] = await waiting(account);
    expect([row.reason, more]).toEqual(["CONFLICT", []]);
    expect((await operator.admin("POST", `/suspense/${row.id}/retry`, {})).body).toMatchObject({ charged: 0 });
    expect(await operator.balance(account)).toBe("-0.06");
  });
});

describe("halves of calls that come apart", () => {
  it.each([
    { order: ["invite", "bye"] as const, because: "the BYE comes in a later file" },
    { order: ["bye", "invite"] as const, because: "the BYE comes first" },
    { order: ["invite", "bye", "bye", "invite"] as const, because: "both come again" },
    {
      order: ["invite", "reinvite", "bye", "otherBye", "reinvite"] as const,
      because: "the call was changed and both hung up",
    },
  ])("are one call, charged once, and nothing waits: $because", async ({ order }) => {
    const account = await operator.newAccount();
    const call = aCall(account);
    await deliver(...order.map((half) => call[half]));
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("wait and are not charged while one of them is missing, and say since when", async () => {
    const account = await operator.newAccount();
    const { invite, reinvite } = aCall(account);
    await deliver(invite, invite, reinvite);
    expect(await operator.balance(account)).toBe("0");
    const since = new Date(startS * 1000).toISOString();
    expect(await waiting(account)).toMatchObject([
      { reason: "WAITING_FOR_BYE", canRetry: false, detail: expect.stringContaining(since) },
    ]);
  });

  it("are charged once when sixteen deliveries of both come at once", async () => {
    const account = await operator.newAccount();
    const call = aCall(account);
    const batches = Array.from({ length: 16 }, (_, n) => delivered(n % 2 ? call.invite : call.bye));
    await Promise.all(batches.map((some) => rate(...some)));
    for (const some of batches) expect(await rate(...some)).toEqual([]);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("are parked as a call under its own reason where it has no rate, and charged by a retry", async () => {
    const account = await operator.newAccount();
    const prefix = `77${Date.now() % 100_000}`;
    const call = aCall(account, `${prefix}1`);
    await deliver(call.invite, call.bye);
    const [parked, ...more] = await waiting(account);
    expect([parked, more]).toMatchObject([{ reason: "NO_RATE", canRetry: true }, []]);
    await addRate(operator.admin, operator.tariff, prefix);
    expect((await operator.admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ charged: 1 });
    await deliver(call.bye);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("are charged once wherever the process dies between two writes, when they are delivered again", async () => {
    for (let survives = 0; survives < 5; survives++) {
      const account = await operator.newAccount();
      const call = aCall(account);
      await deliver(call.invite);
      const bye = delivered(call.bye);
      let writes = 0;
      const undo = replaceSend((inner) => (command) => {
        const isWrite = command instanceof TransactWriteCommand || command.constructor.name === "DeleteCommand";
        if (isWrite && writes++ >= survives) throw new Error("the process is gone");
        return inner(command);
      });
      await rate(...bye)
        .catch(() => undefined)
        .finally(undo);
      expect(await rate(...bye)).toEqual([]);
      expect(await operator.balance(account)).toBe("-0.06");
      expect(await waiting(account)).toEqual([]);
    }
  });

  it("are charged as a ledger says that sees all of them, in any order, repeated and split in any way", async () => {
    const plan = fc.record({
      calls: fc.array(fc.constantFrom("both", "invite", "bye"), { minLength: 1, maxLength: 4 }),
      order: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ calls, order, sizes }) => {
        const account = await operator.newAccount();
        const lines = calls.flatMap((kind) => {
          const { invite, bye, missed } = aCall(account);
          const halves = kind === "both" ? [invite, bye] : kind === "invite" ? [invite] : [bye];
          return [...halves, ...halves, missed];
        });
        const mixed = lines.map((line, i) => ({ line, at: order[i] ?? i })).sort((a, b) => a.at - b.at);
        for (let turn = 0; mixed.length > 0; turn++)
          await deliver(
            mixed
              .splice(0, sizes[turn % sizes.length])
              .map(({ line }) => line)
              .join(""),
          );
        const whole = calls.filter((kind) => kind === "both").length;
        expect(Number(await operator.balance(account))).toBe(whole === 0 ? 0 : -(whole * 6) / 100);
        expect(await waiting(account)).toHaveLength(calls.length - whole);
      }),
      { numRuns: 15 },
    );
  });
});
