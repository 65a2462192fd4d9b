import { beforeAll, describe, expect, it } from "vitest";
import { linesBetween } from "../functions/rate-notices/lines.flow.ts";
import { firstStart, type NoticeLine } from "../functions/rate-notices/notice-line.ts";
import type { RateRow } from "../functions/tariffs/rate.ts";
import { putRateBody } from "../functions/tariffs/rate-body.store.ts";

/** More than a function takes as arguments. */
const rates = 150_000;
const fromMs = Date.UTC(2026, 0, 1);
const atMs = Date.UTC(2026, 8, 1);
const terms = { connectFee: 0, firstIncrement: 1, nextIncrement: 1, graceSeconds: 0, freeSeconds: 0, blocked: false };

const rows = (pricePerMinute: number, since: number): RateRow[] =>
  Array.from({ length: rates }, (_, n) => ({
    ...{ prefix: String(100_000 + n), destination: "Everywhere", fromMs: since, toMs: Number.POSITIVE_INFINITY },
    terms: { ...terms, pricePerMinute },
  }));

async function cardOf(prices: RateRow[]) {
  const { body } = await putRateBody(prices);
  return { cards: [{ id: "one", name: "Standard", account: null, body }] };
}

describe("a new version of very many rates", () => {
  let lines: NoticeLine[];
  beforeAll(async () => {
    const [before, after] = [rows(1_000_000, fromMs), rows(2_000_000, fromMs)];
    lines = await linesBetween(await cardOf(before), await cardOf(after), atMs);
  }, 60_000);

  it("has a line of each", () => {
    expect(lines).toHaveLength(rates);
    expect(lines[0]).toMatchObject({ card: "Standard", prefix: "100000", oldPrice: "0.001", newPrice: "0.002" });
  });

  it("begins with its earliest line", () => {
    expect(firstStart([{ fromMs: atMs + 1 }, ...lines, { fromMs: atMs + 2 }])).toBe(atMs);
  });
});
