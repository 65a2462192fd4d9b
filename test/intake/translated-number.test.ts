import { beforeAll, describe, expect, it } from "vitest";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { addedSource } from "./world.ts";

interface Shown {
  id: string;
  cldReceived: string;
  cld: string;
  cliReceived: string;
  cli: string;
  charge: string;
}

let operator: Operator;
let dialled: string;
let translated: string;
beforeAll(async () => {
  operator = await anOperator();
  dialled = operator.source;
  translated = (await addedSource({ format: "freeswitch-json", customerBy: "account", numberState: "TRANSLATED" })).id;
});

/** The only call of an account with these lists, and what is left of the money. */
async function charged(lists: Record<string, string>, cldReceived: string, source = dialled) {
  const account = await operator.newAccount();
  for (const [list, text] of Object.entries(lists)) {
    const put = await operator.admin("PUT", `/customers/${account}/translation-rules/${list}`, { text });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  }
  const call = aCallOf(account, source, { cldReceived, cliReceived: "1282550000" });
  expect(await rate(aBatch(source, [call]))).toEqual([]);
  const [shown] = (await operator.calls(account)).items as Shown[];
  return { shown, waiting: await operator.waiting(account), account, call };
}

describe("a call with numbers as dialled", () => {
  const cases = [
    {
      text: "%=>%",
      sent: "442079460018",
      rated: "442079460018",
      says: undefined,
      because: "a new customer's list keeps every number",
    },
    {
      text: "9|%=>%",
      sent: "9442079460018",
      rated: "442079460018",
      says: "matched",
      because: "the digit for an outside line is taken away",
    },
    {
      text: "{10}%=>44%",
      sent: "2079460018",
      rated: "442079460018",
      says: "matched",
      because: "ten digits are a national number",
    },
    {
      text: "20{10}%=>9%\n{10}%=>44%\n%=>%",
      sent: "1612345678",
      rated: "441612345678",
      says: "matched",
      because: "one rule runs, the longest that fits",
    },
    {
      text: "44%\n%=>%",
      sent: "442079460018",
      rated: "442079460018",
      says: "taken as it stands",
      because: "the call has happened although the list disallows it",
    },
    {
      text: "33%=>%",
      sent: "442079460018",
      rated: "442079460018",
      says: "taken as it stands",
      because: "and although no rule lets it pass",
    },
    {
      text: "off: 44|%=>33%\noff: 44%\n%=>%",
      sent: "442079460018",
      rated: "442079460018",
      says: "skipped",
      because: "rules that are off are named and do nothing",
    },
  ];
  it.each(cases)("to $sent is rated as $rated by $text: $because", async ({ text, sent, rated, says }) => {
    const { shown, account } = await charged({ destination: text }, sent);
    expect(shown).toMatchObject({ cldReceived: sent, cld: rated, charge: "0.06" });
    expect(await operator.balance(account)).toBe("-0.06");
    const why = await operator.admin("GET", `/customers/${account}/calls/${encodeURIComponent(shown?.id ?? "")}`);
    const step = why.body.trace.find((one: { step: string }) => one.step === "destination translation");
    expect(step?.outcome).toBe(says);
  });

  it("shows the caller as the source rules make him, and is charged all the same where they refuse", async () => {
    expect((await charged({ source: "{10}%=>44%" }, "442079460018")).shown).toMatchObject({ cli: "441282550000" });
    expect((await charged({ source: "1%" }, "442079460018")).shown).toMatchObject({
      cli: "1282550000",
      charge: "0.06",
    });
  });

  it("whose rules leave no number to rate waits with that word, and is charged after they are mended", async () => {
    const { shown, waiting, account } = await charged({ destination: "44%=>sales" }, "442079460018");
    expect(shown).toBeUndefined();
    expect(waiting).toMatchObject([{ reason: "BAD_NUMBER" }]);
    expect(waiting[0].detail).toContain("destination rules");
    await operator.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "%=>%" });
    expect((await operator.admin("POST", `/suspense/${waiting[0].id}/retry`, {})).status).toBe(200);
    expect(await operator.balance(account)).toBe("-0.06");
  });

  it("is charged once when it comes again after the rules changed", async () => {
    const { account, call } = await charged({ destination: "9|%=>%" }, "9442079460018");
    await operator.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "%=>%" });
    expect(await rate(aBatch(dialled, [call]))).toEqual([]);
    expect(await operator.balance(account)).toBe("-0.06");
    expect((await operator.calls(account)).items).toHaveLength(1);
  });
});

it("a source whose numbers are translated already is left as it stands", async () => {
  const { shown } = await charged({ destination: "44%=>33%" }, "442079460018", translated);
  expect(shown).toMatchObject({ cld: "442079460018", charge: "0.06" });
});
