import { Checkbox } from "@mantine/core";
import { permissionChoices } from "./permission-words.ts";

interface PermissionChecksProps {
  /** What the schema form gives for the field. */
  // biome-ignore lint/suspicious/noExplicitAny: see FormHandle.field
  input: any;
}

/** What a person may see and change, one by one. */
export const PermissionChecks = ({ input }: PermissionChecksProps) => (
  <Checkbox.Group {...input}>
    <div className="permission-checks">
      {permissionChoices(["switch"]).map(({ value, label }) => (
        <Checkbox key={value} size="md" value={value} label={label} />
      ))}
    </div>
  </Checkbox.Group>
);
