import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CdrBatch } from "../../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../../functions/intake/normalise.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { uniqueName } from "../support/api.ts";
import { addRate, anOperator, type Operator, rate } from "../support/charging.ts";
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
    reinvite: line("INVITE", startS + 30, "from_tag=a;to_tag=b"),
    otherBye: line("BYE", startS + 61, "from_tag=a;to_tag=b"),
    missed: `ACC: call missed: timestamp=${startS};method=INVITE;from_tag=a;to_tag=c;call_id=${callId};code=487;reason=No;account=${account};dst_user=${cld}\n`,
  };
}

const delivered = (text: string): CdrBatch[] =>
  batchesOf(outcomesOf(text, source, Date.now()), { source: source.id, delivery: uniqueName() });

async function deliver(...texts: string[]): Promise<void> {
  for (const text of texts) expect(await rate(...delivered(text))).toEqual([]);
}

async function waiting(account: string) {
  const { body } = await operator.admin("GET", `/suspense?source=${source.id}&limit=200`);
  return body.items.filter(
    (item: { raw: string }) => item.raw.includes(`account=${account};`) || item.raw.includes(`"${account}"`),
  );
}

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
        // A half that waits does not see a call that came whole in one delivery; it does when its other half comes alone.
        for (const line of lines) await deliver(line);
        expect(Number(await operator.balance(account))).toBe(whole === 0 ? 0 : -(whole * 6) / 100);
        expect(await waiting(account)).toHaveLength(calls.length - whole);
      }),
      { numRuns: 15 },
    );
  });
});
