import { beforeAll, describe, expect, it } from "vitest";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const dayMs = 86_400_000;
/** Noon of a UTC day so many days ago. */
const noon = (ago: number): number => Math.floor(Date.now() / dayMs) * dayMs - ago * dayMs + dayMs / 2;
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Of records whose price nobody knows. */
const unpriced = (count: number, seconds: number) => ({ count, seconds, money: [], unpriced: { count, seconds } });

describe("what waits", () => {
  it("is counted by reason, source and the day of the call, with the talk time of billed legs rounded up", async () => {
    const { source, admin } = operator;
    const code = `pbx-${uniqueName()}`;
    const [older, newer] = [noon(5), noon(2)];
    const raw = `broken ${uniqueName()}`;
    const cdrs = [
      aCallOf(code, source, { setupMs: older, billableMs: 60_001 }),
      aCallOf(code, source, { setupMs: older, billableMs: 1_000 }),
      aCallOf(code, source, { setupMs: newer, billableMs: 30_000 }),
      aCallOf(code, source, { setupMs: newer, billableMs: 30_000, leg: "b", billed: false }),
    ];
    await rate(aBatch(source, cdrs, { parked: [{ line: 9, reason: "MALFORMED", detail: "No columns.", raw }] }));
    const { items } = (await admin("GET", "/suspense/counts")).body;
    const own = items.filter((one: { source: string }) => one.source === source);
    const [broken] = (await operator.waiting(raw)) as { parkedAt: string }[];
    expect(own).toEqual([
      { reason: "MALFORMED", source, day: broken?.parkedAt.slice(0, 10), ...unpriced(1, 0) },
      { reason: "UNKNOWN_CUSTOMER", source, day: dayOf(newer), ...unpriced(2, 30) },
      { reason: "UNKNOWN_CUSTOMER", source, day: dayOf(older), ...unpriced(2, 62) },
    ]);
  });

  it("is listed and retried for one day, in pages that miss none; a day that is none is refused", async () => {
    const { source, admin } = operator;
    const account = await operator.newAccount();
    const days = [noon(12), noon(11)];
    const far = (setupMs: number) => aCallOf(account, source, { setupMs, cldReceived: "8881234" });
    await rate(
      aBatch(
        source,
        [0, 1, 0, 1, 0, 1].map((which) => far(days[which] as number)),
      ),
    );
    const day = dayOf(days[0] as number);
    const ids: string[] = [];
    let cursor = "";
    do {
      const page = await admin("GET", `/suspense?source=${source}&day=${day}&limit=2${cursor}`);
      expect(page.status).toBe(200);
      ids.push(...page.body.items.map((one: { id: string }) => one.id));
      cursor = page.body.nextCursor ? `&cursor=${encodeURIComponent(page.body.nextCursor)}` : "";
    } while (cursor);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toHaveLength(3);
    const reply = await admin("POST", "/suspense/retry", { reason: "NO_RATE", source, day });
    expect(reply.body).toMatchObject({ retried: 3, charged: 0, parked: 3, more: false });
    expect(await operator.balance(account)).toBe("0");
    expect((await admin("GET", "/suspense?day=2026-02-30")).status).toBe(422);
  });
});
