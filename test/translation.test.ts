import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsOf } from "../functions/translation/rule-findings.ts";
import { lineOf, readList } from "../functions/translation/rule-list.ts";
import { cliByDestination, compileRules, translateNumber } from "../functions/translation/translate-number.ts";
import { actionOf, matchKey, parsed, readRule, type WantedRule } from "../functions/translation/translation-rule.ts";
import { tryRules } from "../functions/translation/try-rules.ts";

const rules = (...texts: string[]): WantedRule[] => readList(texts.join("\n"), "destination").rules;
const through = (number: string, ...texts: string[]) => {
  const made = translateNumber(number, compileRules(rules(...texts)), "list");
  return made.kind === "translated" ? made.number : made.reason;
};

describe("a rule", () => {
  const cases: { rule: string; number: string; becomes: string; because: string }[] = [
    { rule: "%=>%", number: "919812345678", becomes: "919812345678", because: "% keeps the number" },
    { rule: "44|%=>%", number: "442071234567", becomes: "2071234567", because: "what stands before | is taken away" },
    { rule: "44|%=>0044%", number: "442071234567", becomes: "00442071234567", because: "stripped, then put in front" },
    { rule: "{10}%=>91%", number: "9812345678", becomes: "919812345678", because: "a length without a prefix" },
    { rule: "{10}%=>91%", number: "919812345678", becomes: "NOT_ALLOWED", because: "twelve digits are not ten" },
    { rule: "44{4}|%=>%", number: "4499", becomes: "99", because: "the length may stand before the |" },
    { rule: "4{4}4|%=>%", number: "4499", becomes: "99", because: "anywhere on the left" },
    { rule: "%=>441282550000", number: "1234", becomes: "441282550000", because: "without % the number is replaced" },
    { rule: "44%", number: "442071234567", becomes: "BLOCKED", because: "without => it disallows" },
    { rule: "999=>112", number: "999", becomes: "112", because: "without % on the left it is the whole number" },
    { rule: "999=>112", number: "9991", becomes: "NOT_ALLOWED", because: "and no more than it" },
    { rule: "9|99=>%", number: "999", becomes: "99", because: "a whole number can be stripped too" },
    {
      rule: "44|20%=>44%",
      number: "442071234567",
      becomes: "442071234567",
      because: "strip and prefix belong together",
    },
    { rule: "44|20%=>44%", number: "441612345678", becomes: "NOT_ALLOWED", because: "the prefix after the | counts" },
    { rule: "*67|%=>%", number: "*6744207", becomes: "44207", because: "star codes are numbers" },
    { rule: " 44% => 0044% ", number: "441", becomes: "0044441", because: "spaces around do not count" },
  ];
  it.each(cases)("$rule makes of $number: $becomes ($because)", ({ rule, number, becomes }) => {
    expect(through(number, rule.trim())).toBe(becomes);
  });

  const wrong: { rule: string; says: RegExp; because: string; action?: "ALLOW" | "DENY" }[] = [
    {
      rule: "44%",
      action: "ALLOW",
      says: /exactly one =>/,
      because: "an allowed rule says what becomes of the number",
    },
    { rule: "44%=>%=>%", says: /exactly one =>/, because: "one arrow" },
    { rule: "44%=>%", action: "DENY", says: /without =>/, because: "a disallowed rule makes nothing" },
    { rule: "44|%", says: /no \|/, because: "a disallowed rule strips nothing" },
    { rule: "=>%", says: /left side is empty/, because: "something must match" },
    { rule: "44%=>", says: /right side is empty/, because: "something must come out" },
    { rule: "4%4=>%", says: /left stand/, because: "% at the end only" },
    { rule: "44%=>4%4", says: /end of the right/, because: "% at the end only, right too" },
    { rule: "44|4|%=>%", says: /left stand/, because: "one strip" },
    { rule: "44%=>4|%", says: /belong on the left/, because: "no | on the right" },
    { rule: "44%=>{4}%", says: /belong on the left/, because: "no length on the right" },
    { rule: "44{%=>%", says: /in braces/, because: "unbalanced" },
    { rule: "44{1}{2}%=>%", says: /in braces/, because: "two lengths" },
    { rule: "44}1{%=>%", says: /wrong way round/, because: "braces the wrong way round" },
    { rule: "44{a}%=>%", says: /number's length/, because: "no digits in the braces" },
    { rule: "44{0}%=>%", says: /number's length/, because: "no number is empty" },
    { rule: "44{1}%=>%", says: /never applies/, because: "longer than the length it asks for" },
    { rule: "44{3}=>%", says: /never applies/, because: "44 has two digits" },
    ...[..."\\<`~!/@>"].map((sign) => ({
      rule: `44${sign}%=>%`,
      says: /cannot be part|exactly one/,
      because: `${sign} is no part of a number`,
    })),
    { rule: `${"1".repeat(61)}%=>%`, says: /more than 60/, because: "no number is that long" },
  ];
  it.each(wrong)("$rule is refused at save: $because", ({ rule, says, action }) => {
    const reading = readRule(action ?? actionOf(rule), rule);
    expect("fault" in reading ? reading.fault : "taken").toMatch(says);
  });

  it("is never read without an end: any text is a rule or a fault with a sentence", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9%|{}=>*#+ ]{0,20}$/));
    void fc.assert(
      fc.property(text, fc.constantFrom("ALLOW" as const, "DENY" as const), (rule, action) => {
        const reading = readRule(action, rule);
        if ("fault" in reading) expect(reading.fault).toMatch(/\.$/);
        else expect(reading.rule.strip).toBeLessThanOrEqual(reading.rule.prefix.length);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a list", () => {
  const cases: { list: string[]; number: string; becomes: string; because: string }[] = [
    {
      list: ["%=>%", "44%=>0044%"],
      number: "4420",
      becomes: "00444420",
      because: "the longest prefix goes first, wherever it stands",
    },
    {
      list: ["44{10}%=>1%", "4%=>2%"],
      number: "44123",
      becomes: "244123",
      because: "a length that does not fit is passed over, not refused (OV500 refuses: its first fault)",
    },
    { list: ["44{5}%", "44%=>9%"], number: "44123", becomes: "BLOCKED", because: "with a length goes before without" },
    {
      list: ["44{10}%", "44%=>9%"],
      number: "44123",
      becomes: "944123",
      because: "a disallowed length that does not fit refuses nobody (OV500: its second fault)",
    },
    {
      list: ["44{5}%=>1%", "44{6}%=>2%"],
      number: "441234",
      becomes: "2441234",
      because: "two lengths beside each other (OV500 takes one rule a prefix: its third fault)",
    },
    { list: ["44%", "44%=>9%"], number: "44123", becomes: "BLOCKED", because: "disallowed beats allowed when equal" },
    { list: ["44%", "44{5}%=>9%"], number: "44123", becomes: "944123", because: "more exact beats disallowed" },
    { list: ["999=>112", "999%"], number: "999", becomes: "112", because: "a whole number goes before its prefix" },
    { list: [], number: "44", becomes: "NOT_ALLOWED", because: "an empty list lets nothing pass" },
    { list: ["off: 44%", "%=>9%"], number: "441", becomes: "9441", because: "a rule that is off refuses nobody" },
    { list: ["OFF:%=>%"], number: "44", becomes: "NOT_ALLOWED", because: "nor does it let anybody pass" },
  ];
  it.each(cases)("$list makes of $number: $becomes ($because)", ({ list, number, becomes }) => {
    expect(through(number, ...list)).toBe(becomes);
  });

  const side = fc.stringMatching(/^[0-3]{0,3}$/);
  const aRule = fc
    .record({
      cut: side,
      rest: side,
      length: fc.option(fc.integer({ min: 1, max: 5 })),
      open: fc.boolean(),
      to: side,
      keep: fc.boolean(),
      deny: fc.boolean(),
    })
    .map(({ cut, rest, length, open, to, keep, deny }) => {
      const left = `${deny || cut === "" ? "" : `${cut}|`}${rest}${length ? `{${length}}` : ""}${open ? "%" : ""}`;
      return deny ? left : `${left}=>${to}${keep || to === "" ? "%" : ""}`;
    })
    .filter((rule) => !("fault" in readRule(actionOf(rule), rule)));

  /** The order of the manual, spelled out: sort all that match, take the first. */
  function oracle(number: string, texts: readonly string[]): string {
    const matching = texts
      .map((rule) => parsed({ action: actionOf(rule), rule }))
      .filter((rule) => (rule.whole ? number === rule.prefix : number.startsWith(rule.prefix)))
      .filter((rule) => rule.length === undefined || rule.length === number.length)
      .sort(
        (a, b) =>
          b.prefix.length - a.prefix.length ||
          Number(b.length !== undefined) - Number(a.length !== undefined) ||
          Number(b.action === "DENY") - Number(a.action === "DENY"),
      );
    const [first] = matching;
    if (!first) return "NOT_ALLOWED";
    if (first.action === "DENY") return "BLOCKED";
    return first.replaces ? first.text : first.text + number.slice(first.strip);
  }

  it("always takes the rule that the order names, in whatever order the list stands", () => {
    void fc.assert(
      fc.property(
        fc.uniqueArray(aRule, {
          maxLength: 12,
          selector: (rule) => `${actionOf(rule)}${matchKey(parsed({ action: actionOf(rule), rule }))}`,
        }),
        fc.stringMatching(/^[0-3]{0,6}$/),
        (texts, number) => {
          expect(through(number, ...texts)).toBe(oracle(number, texts));
          expect(through(number, ...texts.toReversed())).toBe(oracle(number, texts));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("pasted as text is read line by line and comma by comma, and every wrong line is named", () => {
    const text = "44|%=>%, off:33%\r\n\n 4x%\noff: 44|%=>9%\nfoo!%=>%\noff: off: 1%";
    const { rules: read, faults } = readList(text, "destination");
    expect(read).toEqual([
      { action: "ALLOW", rule: "44|%=>%", enabled: true },
      { action: "DENY", rule: "33%", enabled: false },
      { action: "DENY", rule: "4x%", enabled: true },
    ]);
    expect(readList(read.map(lineOf).join("\n"), "destination").rules).toEqual(read);
    expect(faults.map(({ path }) => path)).toEqual(["text.4", "text.5", "text.6"]);
    expect(faults[0]?.message).toContain("line 1 asks the same");
  });

  it("names rules that never run and numbers that nothing lets through", () => {
    const list = (...texts: string[]) => rules(...texts).map((rule, index) => ({ id: `r${index}`, ...rule }));
    const found = findingsOf(list("44%", "44%=>9%", "%=>%"), false);
    expect([...found.byId.keys()]).toEqual(["r1"]);
    expect(found.whole).toEqual([]);
    expect(findingsOf(list("44%=>%"), false).whole[0]).toContain("refused");
    expect(findingsOf(list("44%"), false).whole[0]).toContain("allows nothing");
    const digits = [..."0123456789"].map((digit) => `${digit}%=>%`);
    expect(findingsOf(list("%=>1%", ...digits), false).byId.get("r0")).toContain("Never used");
    expect(findingsOf(list("%=>1%", ...digits.slice(1)), false).byId.size).toBe(0);
    expect(findingsOf(list("44%=>1"), true).whole).toEqual([]);
    expect(findingsOf(list("off: 44%", "44%=>9%", "%=>%"), false).byId.size).toBe(0);
    expect(findingsOf(list("off: %=>%", "44%=>9%"), false).whole[0]).toContain("refused");
  });
});

describe("a rule that is off", () => {
  const said = (number: string, ...texts: string[]) =>
    translateNumber(number, compileRules(rules(...texts)), "list").steps.map(({ outcome, detail }) => [
      outcome,
      detail,
    ]);
  it("is named as skipped, and the rule behind it runs", () => {
    expect(said("44123", "off: 44|%=>0044%", "4%=>9%")).toEqual([
      ["skipped", "44|%=>0044% is off."],
      ["matched", "4%=>9%: 44123 → 944123"],
    ]);
    expect(said("44123", "off: 44%")).toEqual([
      ["skipped", "44% is off."],
      ["not allowed", "No rule of the list fits 44123."],
    ]);
    const cli = cliByDestination("1", "44123", compileRules(rules("off: 44%=>2", "%=>3")));
    expect(cli).toMatchObject({ cli: "3", steps: [{ outcome: "skipped" }, { outcome: "matched" }] });
  });
  it("is not named where it would not have run either", () => {
    for (const off of ["4%=>8%", "44{6}%", "45%", "%"])
      expect(said("44123", `off: ${off}`, "44%=>9%"), off).toHaveLength(1);
    expect(said("44123", "off: 44%", "44%=>9%")[0]).toEqual(["skipped", "44% is off."]);
    expect(said("44123", "off: 44{5}%=>1%", "44%=>9%")[0]).toEqual(["skipped", "44{5}%=>1% is off."]);
  });
});

describe("caller ID by destination", () => {
  const list = ["44%=>441282777711", "65%=>%", "%=>44%"];
  const cases = [
    { destination: "442071234567", cli: "1282550000", becomes: "441282777711", because: "replaced" },
    { destination: "6561234567", cli: "1282550000", becomes: "1282550000", because: "kept" },
    { destination: "12125550100", cli: "1282550000", becomes: "441282550000", because: "put in front" },
    { destination: "12125550100", cli: "", becomes: "", because: "a hidden caller stays hidden" },
    { destination: "442071234567", cli: "", becomes: "441282777711", because: "unless the rule sets a number" },
  ];
  it.each(cases)("to $destination from $cli shows $becomes: $because", ({ destination, cli, becomes }) => {
    expect(cliByDestination(cli, destination, compileRules(rules(...list))).cli).toBe(becomes);
  });
  it("refuses nobody when no rule fits", () => {
    expect(cliByDestination("1", "999", compileRules(rules("44%=>2"))).cli).toBe("1");
  });
});

describe("the try-it panel", () => {
  it("shows the rules passed over for their length, then the one that ran", () => {
    const tried = tryRules({ number: "44123", cli: "" }, rules("44{10}%=>1%", "44%=>2%", "%=>%"), "destination");
    expect(tried.steps.map(({ outcome }) => outcome)).toEqual(["skipped", "matched"]);
    expect(tried).toMatchObject({ result: "244123", refused: null });
  });
  const refusals = [
    { list: "destination", rule: "44%", code: "NUMBER_BLOCKED" },
    { list: "did-destination", rule: "33%=>%", code: "NUMBER_NOT_ALLOWED" },
    { list: "source", rule: "44%", code: "CLI_BLOCKED" },
    { list: "did-source", rule: "33%=>%", code: "CLI_NOT_ALLOWED" },
  ] as const;
  it.each(refusals)("says $code where $list refuses by $rule", ({ list, rule, code }) => {
    expect(tryRules({ number: "44123", cli: "" }, rules(rule), list)).toMatchObject({ result: null, refused: code });
  });
});
