import { type Column, DataTable } from "../ui/data-table.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { ChangedNumbers } from "./changed-numbers.tsx";
import { deleteRule, type ListPlace, type RuleView, rulesOf } from "./translation.api.ts";

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
      .map((one) => one.rule)
      .join("\n")}
  />
);

const columnsOf = (
  place: ListPlace,
  rules: readonly RuleView[],
  onEdit: (rule: RuleView) => void,
): Column<RuleView>[] => [
  { id: "rule", header: "Rule", main: true, cell: ({ rule }) => <span className="mono">{rule}</span> },
  { id: "action", header: "Action", cell: Action },
  { id: "finding", header: "Note", cell: ({ finding }) => finding ?? <span className="dim">–</span> },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (rule) => (
      <RowActions
        name={rule.rule}
        verb="Delete rule"
        onEdit={() => onEdit(rule)}
        remove={() => deleteRule(place, rule.id)}
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
    columns={columnsOf(place, rules ?? [], onEdit ?? (() => undefined)).filter(({ id }) => onEdit || id !== "menu")}
    rows={rules ?? []}
    rowKey={({ id }) => id}
    loading={rules === undefined}
    tall={(rules?.length ?? 0) > 100}
  />
);
