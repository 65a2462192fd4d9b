import { beforeAll, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { faultsOf } from "./support/customers.ts";

let operator: Operator;
let other: Caller;
beforeAll(async () => {
  operator = await anOperator();
  other = await staff(["customers:read"]);
});

const pathOf = (account: string, list: string) =>
  list === "cli" ? `/customers/${account}/cli-rules` : `/customers/${account}/translation-rules/${list}`;
const changes = async (account: string, list: string, text: string) =>
  (await operator.admin("POST", `${pathOf(account, list)}/changed-numbers`, { text })).body;

const calls = [
  { cldReceived: "442071234567", cliReceived: "441282550000" },
  { cldReceived: "442071234567", cliReceived: "441282550001" },
  { cldReceived: "443331234567", cliReceived: "441282550001" },
  { cldReceived: "449098790000", cliReceived: "331282550001" },
];
const made = (account: string, minutesAgo: number) =>
  rate(
    aBatch(
      operator.source,
      calls.map((call) => aCallOf(account, operator.source, { ...call, setupMs: Date.now() - minutesAgo * 60_000 })),
    ),
  );
/** The rated numbers of the newest calls by the number as it was sent. */
const ratedOf = async (account: string, side: "cld" | "cli"): Promise<Map<string, string>> => {
  const { items } = await operator.calls(account, `limit=${calls.length}`);
  return new Map(items.map((call: Record<string, string>) => [call[`${side}Received`], call[side]]));
};

it.each([
  { list: "destination", side: "cld", text: "%=>%\n44207|%=>44999%\n4490%", changed: 2, calls: [2, 1] },
  { list: "source", side: "cli", text: "44{12}%=>%\n44128255|%=>4477%", changed: 3, calls: [2, 1, 1] },
] as const)(
  "$list rules that are not saved name the numbers of the last day that the rating makes others of",
  async (asked) => {
    const { list, side, text } = asked;
    const account = await operator.newAccount();
    await made(account, 20);
    const before = await ratedOf(account, side);
    const tried = await changes(account, list, text);
    expect(tried).toMatchObject({ calls: 4, translatedCalls: 0, isWhole: true, numbers: 3, changed: asked.changed });
    expect(tried.items.map((item: { calls: number }) => item.calls)).toEqual(asked.calls);
    // Nothing was kept by trying; then the list is saved and the same calls are made again.
    expect((await operator.admin("GET", pathOf(account, list))).body.version).toBe(0);
    await operator.admin("PUT", pathOf(account, list), { text });
    await made(account, 10);
    const after = await ratedOf(account, side);
    for (const item of tried.items) {
      expect(before.get(item.number)).toBe(item.before.result);
      // A list cannot refuse what has happened: such a call is rated by its number as it stands.
      expect(after.get(item.number)).toBe(item.after.refused ? item.number : item.after.result);
    }
    const named = new Set(tried.items.map(({ number }: { number: string }) => number));
    for (const [sent, rated] of after) if (!named.has(sent)) expect(rated).toBe(before.get(sent));
    expect(await changes(account, list, text)).toMatchObject({ changed: 0, items: [] });
  },
);

it("caller ID rules are tried on what both translations leave, and older calls and those on DIDs are left out", async () => {
  const account = await operator.newAccount();
  await made(account, 10);
  const day = 86_400_000;
  await rate(aBatch(operator.source, [aCallOf(account, operator.source, { setupMs: Date.now() - day - 60_000 })]));
  await operator.admin("PUT", pathOf(account, "destination"), { text: "44|%=>0044%\n4490%" });
  const tried = await changes(account, "cli", "0044207%=>441282777711");
  const after = { result: "441282777711", refused: null };
  expect(tried).toMatchObject({ calls: 3, numbers: 3, changed: 2 });
  expect(tried.items).toEqual(
    ["441282550000", "441282550001"].map((cli) => ({
      ...{ number: "00442071234567", cli, calls: 1, lastAt: expect.any(String), after },
      before: { result: cli, refused: null },
    })),
  );
  expect(await changes(account, "did-source", "%=>%")).toMatchObject({ calls: 0, numbers: 0, items: [] });
});

it("a list with a fault is refused by its line, and nobody sees numbers who may not see rules", async () => {
  const account = await operator.newAccount();
  const path = `${pathOf(account, "source")}/changed-numbers`;
  expect(faultsOf(await operator.admin("POST", path, { text: "%=>%\n4~" }))).toEqual(["text.2"]);
  expect((await other("POST", path, { text: "%=>%" })).status).toBe(403);
});
