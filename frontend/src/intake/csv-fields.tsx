import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { type ColumnRole, columnRoles } from "../../../functions/intake/csv-dialect.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { SourceValues } from "./source-values.ts";

const roleNames: Record<ColumnRole, string> = {
  callId: "Call id",
  leg: "Leg",
  account: "Account code",
  sipUser: "SIP user",
  sourceIp: "Source IP",
  cli: "CLI",
  cld: "CLD",
  setup: "Setup time",
  answer: "Answer time",
  end: "End time",
  duration: "Duration",
  sipCode: "SIP code",
  q850: "Q.850 cause",
  cause: "Cause text",
  releasedBy: "Released by",
  gateway: "Gateway",
  destinationIp: "Destination IP",
  codec: "Codec",
  pdd: "PDD",
  authorizationId: "Authorization id",
};

/** How a generic CSV is written, and which of its columns holds what: a header's name or a position from 1. */
export function CsvFields({ handle: { field, tick, form } }: { handle: FormHandle<SourceValues> }) {
  const { header } = form.getValues().csv;
  return (
    <fieldset className="group">
      <legend>CSV</legend>
      <div className="fields">
        <NativeSelect
          {...field("csv.separator")}
          data={[
            { value: ",", label: "Comma" },
            { value: ";", label: "Semicolon" },
            { value: "|", label: "Bar" },
            { value: "\t", label: "Tab" },
          ]}
        />
        <NativeSelect
          {...field("csv.durationUnit")}
          data={[
            { value: "s", label: "Seconds" },
            { value: "ms", label: "Milliseconds" },
            { value: "hms", label: "Hours, minutes and seconds (1:02:03)" },
          ]}
        />
        <TextInput {...field("csv.timeFormat", "iso, epoch, epochMs, or such as DD.MM.YYYY HH:mm:ss")} />
        <Switch {...tick("csv.header")} label="First line names the columns" />
      </div>
      <p className="dim" style={{ margin: "12px 0 8px" }}>
        {header ? "Names of the columns, without regard to case." : "Positions of the columns, from 1."}
      </p>
      <div className="fields column-map">
        {columnRoles.map((role) => (
          <TextInput
            key={role}
            {...form.getInputProps(`columns.${role}`)}
            value={form.getValues().columns[role] ?? ""}
            label={roleNames[role]}
            spellCheck={false}
          />
        ))}
      </div>
    </fieldset>
  );
}
