import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: blocks are taken out of it as if their time were up. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-day-files` }));

import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { dayObject } from "../../functions/cdrs/cdr.store.ts";
import { removeOldDayFiles } from "../../functions/cdrs/day-file.store.ts";
import { dayNumber } from "../../functions/cdrs/day-set.ts";
import { listCalls } from "../../functions/cdrs/list-calls.flow.ts";
import { postedCalls } from "../../functions/cdrs/posted-call.flow.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { env } from "../../functions/platform/env.ts";
import { fileExists, s3 } from "../../functions/platform/files.ts";
import { dayMs } from "../../functions/time/day.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { blocksIn, dropExpired, fold, folded, killedAt, moment, type Posted, post, told, wide } from "../support/day-files.ts";
import { consumed } from "../support/listings.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

/** Ago by days; the last one is so long ago that the blocks of its calls can be gone. */
const days = [2, 3, 50];
const dayOf = (daysAgo: number) => dayNumber(moment(daysAgo, 0));
let made = 0;
/** Never two in one moment, whatever is asked for. */
const aCall = (daysAgo: number, ms: number): Posted => ({
  callId: uniqueName(),
  setupMs: moment(daysAgo, Math.floor((ms % dayMs) / 10_000) * 10_000 + (made++ % 10_000)),
  seconds: 1 + (ms % 97),
});

const lot = fc.array(fc.record({ day: fc.constantFrom(...days), ms: fc.nat(dayMs - 1) }), { minLength: 1, maxLength: 12 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("post" as const), calls: lot }),
  fc.record({ kind: fc.constant("fold" as const) }),
  fc.record({ kind: fc.constant("die" as const), at: fc.nat(14), sent: fc.boolean() }),
  fc.record({ kind: fc.constant("expire" as const), day: fc.constantFrom(...days) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe("the calls of days that are over", () => {
  it("are the same in list, sums, one by one and counted, whatever is posted late, put into files, killed, repeated and expired", async () => {
    const play = async (steps: readonly Step[], limit: number) => {
      const account = await operator.newAccount();
      const posted: Posted[] = [];
      for (const one of steps) {
        if (one.kind === "post") {
          const calls = one.calls.map(({ day, ms }) => aCall(day, ms));
          await post(account, operator.source, calls);
          posted.push(...calls);
        } else if (one.kind === "fold") await fold(account);
        else if (one.kind === "die") await killedAt(one.at, one.sent, () => fold(account));
        else await dropExpired(account, one.day);
      }
      expect(await told(account, limit, () => fold(account))).toEqual(folded(posted));
      await fold(account);
      for (const day of days) await dropExpired(account, day);
      expect(await told(account, limit)).toEqual(folded(posted));
      expect((await balanceOf(account))?.dirty).toBe("");
      expect((await checkAccount(account, 0))?.findings).toEqual([]);
      for (const day of days) expect(await blocksIn(account, day)).toEqual([]);
    };
    const worlds = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), fc.integer({ min: 1, max: 9 }), play);
    await fc.assert(worlds, { numRuns: Number(process.env["WORLDS"] ?? 8) });
  });
});
