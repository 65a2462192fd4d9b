import { beforeAll, expect, it } from "vitest";
import type { CallFacts } from "../../functions/switch/call-facts.ts";
import { CallReader } from "../../functions/switch/call-reader.store.ts";
import type { CallRequest } from "../../functions/switch/call-request.ts";
import { decideCall } from "../../functions/switch/decide-call.ts";
import { decideIncoming } from "../../functions/switch/decide-incoming.ts";
import { loadCall } from "../../functions/switch/load-call.flow.ts";
import { readList, translationLists } from "../../functions/translation/rule-list.ts";
import { compileRules } from "../../functions/translation/translate-number.ts";
import { tryRules } from "../../functions/translation/try-rules.ts";
import { aSwitchboard } from "./switchboard.ts";

const at = Date.now();
/** Every kind of rule, some of which another one hides for some numbers. */
const text = `%=>%\n44|%=>0044%\n44{10}%=>9%\n4420{12}|%=>20%\n4490%\n449012=>7\n{7}%=>4420%\n0|%=>44%\n00%\n*67|%=>%
331=>33x1\n7%=>441282550000\n79{11}%=>%\noff: 442%=>7%\noff: 1%`;
const { rules } = readList(text, "destination");
const starts = ["", "44", "4420", "4490", "449012", "0", "00", "*67", "331", "7", "79", "1"];
/** 200 numbers: each beginning with 1 to 17 further digits, the rest of what is left beginning with 5. */
const numbers = Array.from({ length: 200 }, (_, n) => {
  const start = starts[n % starts.length] as string;
  const length = Math.floor(n / starts.length);
  return start + "5830941726158309417261".slice(0, length + (start === "" ? 1 : 0));
});

let question: CallRequest;
let sound: CallFacts;
beforeAll(async () => {
  const board = await aSwitchboard();
  const { ip } = await board.caller({ country: "GB" }, { pay: "10" });
  question = board.question({ source_ip: ip, cld: "442079460018" });
  const loaded = await loadCall(question, new CallReader());
  if (loaded.kind !== "known") throw new Error("nobody calls");
  sound = loaded.facts;
});

const all = compileRules([{ action: "ALLOW", rule: "%=>%", enabled: true }]);
const mine = compileRules(rules);

/** What the decision of a call makes of the number by the list. */
function decided(list: (typeof translationLists)[number], number: string) {
  const isSource = list.endsWith("source");
  const asked = { ...question, cld: isSource ? "442079460018" : number, cli: isSource ? number : "441282550000" };
  const own = { ...sound, [isSource ? "sourceRules" : "destinationRules"]: mine };
  const incoming = { sourceRules: all, destinationRules: all, isFree: true, limit: undefined } as const;
  const lists = isSource ? { ...incoming, sourceRules: mine } : { ...incoming, destinationRules: mine };
  const place = { kind: "address", host: "192.0.2.7" } as const;
  const terms = { at, sliceSeconds: 300 } as Parameters<typeof decideCall>[2];
  return list.startsWith("did")
    ? decideIncoming(asked, { ...sound, incoming: { ...lists, place } }, terms)
    : decideCall(asked, own, terms);
}

it.each(translationLists)("%s: the tester tells of 200 numbers what the decision of a call makes of them", (list) => {
  let passed = 0;
  for (const number of numbers) {
    const tried = tryRules({ number, cli: "" }, rules, list);
    const decision = decided(list, number);
    const steps = decision.trace.filter(({ step }) => step === tried.steps.at(0)?.step);
    if (decision.kind === "deny" && tried.refused !== null) expect(decision.refusal.code).toBe(tried.refused);
    else {
      expect(tried.refused, number).toBeNull();
      // The tester also names rules that are passed over for their length.
      expect(tried.steps, number).toEqual(expect.arrayContaining(steps));
      expect(steps.at(-1), number).toEqual(tried.steps.find(({ outcome }) => outcome === "matched"));
      passed++;
    }
  }
  expect(passed).toBeGreaterThan(60);
  expect(passed).toBeLessThan(200);
});
