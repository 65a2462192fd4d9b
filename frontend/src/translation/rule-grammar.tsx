const rows = [
  ["%=>%", "every number passes as it is"],
  ["44|%=>0044%", "44 in front is replaced by 0044"],
  ["{10}%=>91%", "numbers of ten digits get 91 in front"],
  ["999=>112", "exactly 999 becomes 112"],
  ["4490%", "without =>: numbers that begin with 4490 are refused"],
];
const offRow = ["off: 44%=>%", "in a list as text: the rule is kept and passed over"];
const cliRows = [
  ["44%=>441282777711", "calls to 44… show this caller ID"],
  ["65%=>%", "calls to 65… keep the caller ID"],
  ["%=>44%", "others get 44 in front of it"],
];

/** The notation in examples, where a rule is typed. */
export const RuleGrammar = ({ cli }: { cli: boolean }) => (
  <div className="rule-grammar">
    <p className="dim">
      The rule with the longest prefix runs, and only that one. A length goes before none, disallowed before allowed.
    </p>
    <dl>
      {[...(cli ? cliRows : rows), offRow].map(([rule, meaning]) => (
        <div key={rule}>
          <dt className="mono">{rule}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </div>
);
