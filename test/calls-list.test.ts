import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

describe("a customer's calls", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const calls: Operator["calls"] = (...asked) => operator.calls(...asked);

  it("come newest first, page by page, each once, also from blocks that overlap", async () => {
    const account = await newAccount();
    const setups = Array.from({ length: 60 }, (_, i) => Date.now() - 9e5 - ((i * 37) % 60) * 1_700_000);
    const cdrs = setups.map((setupMs) => aCallOf(account, operator.source, { setupMs }));
    for (let from = 0; from < cdrs.length; from += 9) await rate(aBatch(operator.source, cdrs.slice(from, from + 9)));
    const found: string[] = [];
    let cursor = "";
    do {
      const page = await calls(account, `limit=7${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ setupAt }: { setupAt: string }) => setupAt));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    const wanted = setups.sort((a, b) => b - a).map((ms) => new Date(ms).toISOString());
    expect(found).toEqual(wanted);
    const range = `from=${wanted[40]}&to=${wanted[20]}&limit=200`;
    expect((await calls(account, range)).items.map(({ setupAt }: { setupAt: string }) => setupAt)).toEqual(
      wanted.slice(21, 41),
    );
  });

  it("are found by number, and not by anything else", async () => {
    const account = await newAccount();
    await rate(
      aBatch(operator.source, [
        aCallOf(account, operator.source),
        aCallOf(account, operator.source, { cldReceived: "441111" }),
      ]),
    );
    expect((await calls(account, "cld=4411")).items).toHaveLength(1);
    expect((await calls(account, "disposition=BUSY")).items).toEqual([]);
    expect((await admin("GET", `/customers/${account}/calls?from=yesterday`)).status).toBe(422);
  });
});
