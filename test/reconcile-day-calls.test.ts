import { beforeAll, describe, expect, it } from "vitest";
import { replaceSend } from "../functions/platform/table.ts";
import { addedSource } from "./intake/world.ts";
import { staff } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

interface Listed {
  account: string;
  callId: string;
  currency: string;
  charge: string;
}

async function callsOf(source: string, day: string, limit = 200): Promise<Listed[]> {
  const items: Listed[] = [];
  for (let cursor = ""; ; ) {
    const query = `day=${day}&limit=${limit}${cursor}`;
    const { status, body } = await operator.admin("GET", `/cdr-sources/${source}/calls?${query}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    items.push(...body.items);
    if (!body.nextCursor) return items;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

const noon = Date.UTC(2026, 9, 20, 12);

describe("the calls of a source's day", () => {
  it("are those that its figures count, of all customers, in pages of any size, each once", async () => {
    const source = (await addedSource({ format: "freeswitch-json", customerBy: "account" })).id;
    const accounts = [await operator.newAccount(), await operator.newAccount(), await operator.newAccount()];
    const cdrs = accounts.flatMap((account, n) =>
      Array.from({ length: 7 * n + 1 }, (_, i) =>
        aCallOf(account, source, { cldReceived: "441", setupMs: noon + i * 1000 }),
      ),
    );
    const others = [aCallOf(accounts[0] ?? "", source, { cldReceived: "441", setupMs: noon + 86_400_000 })];
    await rate(aBatch(source, cdrs), aBatch(source, others));
    await rate(
      aBatch(operator.source, [aCallOf(accounts[0] ?? "", operator.source, { cldReceived: "441", setupMs: noon })]),
    );
    const wanted = cdrs.map(({ callId }) => callId).sort();
    for (const limit of [1, 4, 8, 200]) {
      const listed = await callsOf(source, "2026-10-20", limit);
      expect(listed.map(({ callId }) => callId).sort()).toEqual(wanted);
    }
    const [one] = await callsOf(source, "2026-10-20");
    expect(one).toMatchObject({ charge: "0.06", currency: expect.stringMatching(/^[A-Z]{3}$/) });
    const { body } = await operator.admin("GET", `/cdr-sources/${source}/days?from=2026-10-20&to=2026-10-20`);
    expect(body.items[0].calls).toBe(wanted.length);
    expect(await callsOf(source, "2026-10-19")).toEqual([]);
  });

  it("are of the day in the source's zone, at both its ends", async () => {
    const source = (await addedSource({ format: "freeswitch-json", customerBy: "account", timeZone: "Asia/Kolkata" }))
      .id;
    const account = await operator.newAccount();
    // The date begins in Kolkata at 18:30 of the day before.
    const begins = Date.UTC(2026, 9, 19, 18, 30);
    const at = [begins - 1, begins, begins + 86_400_000 - 1, begins + 86_400_000];
    const cdrs = at.map((setupMs) => aCallOf(account, source, { cldReceived: "441", setupMs }));
    await rate(aBatch(source, cdrs));
    const listed = await callsOf(source, "2026-10-20");
    expect(listed.map(({ callId }) => callId)).toEqual([cdrs[2]?.callId, cdrs[1]?.callId]);
  });

  it("are all found where the rating was killed behind any of its writes and begun again", async () => {
    const source = (await addedSource({ format: "freeswitch-json", customerBy: "account" })).id;
    const account = await operator.newAccount();
    const cdr = aCallOf(account, source, { cldReceived: "441", setupMs: noon });
    for (let died = false, after = 0; !died || after < 20; after++) {
      let left = after;
      const restore = replaceSend((inner) => async (command) => {
        if (left-- === 0) died = true;
        if (left < 0) throw new Error("killed");
        return inner(command);
      });
      await rate(aBatch(source, [cdr], { delivery: "one" })).catch(() => undefined);
      restore();
      const isCharged = (await operator.balance(account)) !== "0";
      expect((await callsOf(source, "2026-10-20")).length).toBe(isCharged ? 1 : 0);
    }
    await rate(aBatch(source, [cdr], { delivery: "one" }));
    expect(await callsOf(source, "2026-10-20")).toHaveLength(1);
  });

  it("are for whoever may read intake and calls, without what a vendor bills where that is not theirs to see", async () => {
    const path = `/cdr-sources/${operator.source}/calls?day=2026-10-20`;
    const intakeOnly = await staff(["intake:read"]);
    expect((await intakeOnly("GET", path)).status).toBe(403);
    const callsOnly = await staff(["calls:read"]);
    expect((await callsOnly("GET", path)).status).toBe(403);
    const both = await staff(["intake:read", "calls:read"]);
    const { status, body } = await both("GET", path);
    expect(status).toBe(200);
    expect(
      body.items.every(
        ({ cost, vendorId }: { cost: unknown; vendorId: unknown }) => cost === null && vendorId === null,
      ),
    ).toBe(true);
    expect((await both("GET", "/cdr-sources/src_NONE/calls?day=2026-10-20")).status).toBe(404);
    expect((await both("GET", `/cdr-sources/${operator.source}/calls?day=yesterday`)).status).toBe(422);
  });
});
