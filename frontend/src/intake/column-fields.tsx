import { ActionIcon, Autocomplete, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ColumnRole } from "../../../functions/intake/csv-dialect.ts";
import { hasConstants, rolesOf } from "./layout-traits.ts";
import { sampleColumns } from "./sample-columns.ts";
import type { SourceHandle } from "./source-values.ts";
import { roleNames } from "./source-words.ts";

/** Which column or field holds what, with values of the sample beside it; and what holds for every record. */
export function ColumnFields({ handle, text }: { handle: SourceHandle; text: string }) {
  const { form } = handle;
  const { format, csv, columns } = form.getValues();
  const isTable = format === "generic-csv";
  const known = isTable && text !== "" ? sampleColumns(text, csv) : [];
  const valuesOf = (column: string) =>
    known.find((each) => each.column.toLowerCase() === column.trim().toLowerCase())?.values.join(" · ");
  return (
    <fieldset className="group">
      <legend>{isTable ? "Columns" : "Fields of their own names"}</legend>
      <p className="dim hint">{noteOf(isTable, csv.header)}</p>
      <div className="fields column-map">
        {rolesOf(format).map((role) => (
          <Autocomplete
            key={role}
            {...form.getInputProps(`columns.${role}`)}
            value={columns[role] ?? ""}
            label={roleNames[role]}
            description={<span className="role-sample">{valuesOf(columns[role] ?? "")}</span>}
            data={[...new Set(known.map(({ column }) => column))].filter((column) => column)}
            spellCheck={false}
          />
        ))}
      </div>
      {hasConstants(format) ? <ConstantFields handle={handle} /> : null}
    </fieldset>
  );
}

function noteOf(isTable: boolean, header: boolean): string {
  if (!isTable) return "Only where the switch names a field otherwise than usual.";
  return header
    ? "Names of the columns, without regard to case. Call id, setup time, CLD and duration are needed."
    : "Positions of the columns, from 1. Call id, setup time, CLD and duration are needed.";
}

/** What every record has where no field says it, such as the account of a switch's only customer. */
function ConstantFields({ handle: { form } }: { handle: SourceHandle }) {
  const values = form.getValues();
  const roles = rolesOf(values.format);
  const given = roles.filter((role) => Object.hasOwn(values.constants, role));
  const free = roles.filter((role) => !Object.hasOwn(values.constants, role));
  const change = (entries: [string, string][]) => form.setFieldValue("constants", Object.fromEntries(entries));
  const all = Object.entries(values.constants);
  const rename = (from: ColumnRole, to: string) => change(all.map(([role, text]) => [role === from ? to : role, text]));
  const next = free.find((role) => role === "account") ?? free[0];
  return (
    <div className="constants">
      <p className="dim">What is the same for every record, such as the account of the only customer.</p>
      {given.map((role) => (
        <div key={role} className="constant">
          <NativeSelect
            label="Always the same"
            value={role}
            onChange={(event) => rename(role, event.currentTarget.value)}
            data={[role, ...free].map((value) => ({ value, label: roleNames[value] }))}
          />
          <TextInput
            {...form.getInputProps(`constants.${role}`)}
            value={values.constants[role] ?? ""}
            label={`${roleNames[role]} is`}
            spellCheck={false}
          />
          <ActionIcon
            variant="default"
            size="var(--sb-control)"
            aria-label={`Remove ${roleNames[role]}`}
            onClick={() => change(all.filter(([name]) => name !== role))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {next ? (
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => change([...all, [next, ""]])}>
          Add a constant
        </Button>
      ) : null}
    </div>
  );
}
