import { lineOf } from "../../../functions/translation/rule-list.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { Toggle } from "../ui/toggle.tsx";
import { ChangedNumbers } from "./changed-numbers.tsx";
import { addRule, deleteRule, editRule, type ListPlace, listPath, type RuleView, rulesOf } from "./translation.api.ts";

interface RuleTableProps {
  place: ListPlace;
  title: string;
  /** Undefined while they are on their way. */
  rules: readonly RuleView[] | undefined;
  /** Left out where nothing may be changed. */
  onEdit: ((rule: RuleView) => void) | undefined;
}

const Action = ({ action }: RuleView) =>
  action === "ALLOW" ? (
    <Status value={action} tone="ok" label="Allowed" />
  ) : (
    <Status value={action} tone="bad" label="Disallowed" />
  );

interface WithoutProps {
  place: ListPlace;
  rules: readonly RuleView[];
  rule: RuleView;
}

/** What becomes of the last day's numbers when the rule goes; asked for when deleting is. */
const Without = ({ place, rules, rule }: WithoutProps) => (
  <ChangedNumbers
    place={place}
    text={rules
      .filter(({ id }) => id !== rule.id)
      .map(lineOf)
      .join("\n")}
  />
);

const words = ["On", "Off"] as const;

const OnOff = ({ place, rule }: { place: ListPlace; rule: RuleView }) => (
  <Toggle
    name={rule.rule}
    on={rule.enabled}
    words={words}
    change={(enabled) => editRule(place, rule.id, { enabled })}
    refreshes={rulesOf(place)}
    scope={listPath(place)}
  />
);

/** Back where it stood, as it was. */
const putBack = (place: ListPlace, rules: readonly RuleView[], { id, action, rule, enabled }: RuleView) => {
  const index = rules.findIndex((one) => one.id === id);
  return addRule(place, { action, rule, enabled, ...(index < 0 ? {} : { index }) }, crypto.randomUUID());
};

const columnsOf = (
  place: ListPlace,
  rules: readonly RuleView[],
  onEdit: ((rule: RuleView) => void) | undefined,
): Column<RuleView>[] => [
  { id: "rule", header: "Rule", main: true, cell: ({ rule }) => <span className="mono">{rule}</span> },
  { id: "action", header: "Action", cell: Action },
  {
    id: "enabled",
    header: "State",
    cell: (rule) =>
      onEdit ? (
        <OnOff place={place} rule={rule} />
      ) : (
        <Status value={rule.enabled ? "ACTIVE" : "INACTIVE"} label={words[rule.enabled ? 0 : 1]} />
      ),
  },
  { id: "finding", header: "Note", cell: ({ finding }) => finding ?? <span className="dim">–</span> },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (rule) => (
      <RowActions
        name={rule.rule}
        verb="Delete rule"
        onEdit={() => onEdit?.(rule)}
        remove={() => deleteRule(place, rule.id)}
        undo={() => putBack(place, rules, rule)}
        refreshes={rulesOf(place)}
        further={<Without place={place} rules={rules} rule={rule} />}
      >
        Numbers that it took go to the next rule that fits, or are refused if none does.
      </RowActions>
    ),
  },
];

export const RuleTable = ({ place, title, rules, onEdit }: RuleTableProps) => (
  <DataTable
    label={title}
    columns={columnsOf(place, rules ?? [], onEdit).filter(({ id }) => onEdit || id !== "menu")}
    rows={rules ?? []}
    rowKey={({ id }) => id}
    loading={rules === undefined}
    tall={(rules?.length ?? 0) > 100}
  />
);
