import { NumberInput, Select } from "@mantine/core";
import { activeOrInactive } from "../ui/choice.ts";
import type { FormHandle } from "../ui/schema-form.ts";

const count = { min: 1, allowDecimal: false, clampBehavior: "none", withAsterisk: true } as const;

/** How many calls a device may have, and whether it may have any. */
export const DeviceLimits = ({ field }: Pick<FormHandle<Record<string, unknown>>, "field">) => (
  <>
    <NumberInput {...field("maxCallSessions", "Calls at the same time over this device.")} {...count} />
    <NumberInput {...field("callSessionsPerSecond", "New calls in one second.")} {...count} />
    <Select {...field("status")} allowDeselect={false} data={activeOrInactive} />
  </>
);
