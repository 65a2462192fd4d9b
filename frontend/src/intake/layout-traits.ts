import { type ColumnRole, columnRoles } from "../../../functions/intake/csv-dialect.ts";
import type { SourceFormat } from "../../../functions/intake/source.ts";

/** Which settings of a source its layout looks at. */

const kamailioRoles = columnRoles.filter((role) => role !== "pdd");
const opensipsRoles: readonly ColumnRole[] = [
  "account",
  "sipUser",
  "sourceIp",
  "cli",
  "cld",
  "setup",
  "gateway",
  "destinationIp",
  "cause",
  "codec",
  "authorizationId",
];

/** The roles for which a layout lets the source name a field of its own. */
const namedRoles: Partial<Record<SourceFormat, readonly ColumnRole[]>> = {
  "generic-csv": columnRoles,
  "kamailio-json": kamailioRoles,
  "kamailio-log": kamailioRoles,
  "kamailio-acc": opensipsRoles,
  "kamailio-flatstore": kamailioRoles,
  "opensips-event": opensipsRoles,
  "opensips-log": opensipsRoles,
  "asterisk-json": [
    "callId",
    "leg",
    "account",
    "sipUser",
    "cli",
    "cld",
    "setup",
    "answer",
    "end",
    "duration",
    "cause",
    "gateway",
  ],
};
export const rolesOf = (format: SourceFormat): readonly ColumnRole[] => namedRoles[format] ?? [];

/** Layouts in which a constant stands in for what no field holds. */
export const hasConstants = (format: SourceFormat): boolean => format !== "asterisk-json" && rolesOf(format).length > 0;

const logs = new Set<SourceFormat>(["kamailio-log", "kamailio-acc", "opensips-log", "generic-csv"]);
export const hasOnlyLinesWith = (format: SourceFormat): boolean => logs.has(format);

export const hasSeparator = (format: SourceFormat): boolean => format === "generic-csv" || format === "asterisk-custom";

const localTimes = new Set<SourceFormat>([
  "freeswitch-csv",
  "asterisk-csv",
  "asterisk-custom",
  "asterisk-json",
  "radius-detail",
]);

/** Whether the layout's times are mostly written without a zone. A sample knows better. */
export const mostlyNeedsTimeZone = (format: SourceFormat, timeFormat: string): boolean =>
  format === "generic-csv" ? !/^epoch|Z/.test(timeFormat) : localTimes.has(format);

/** Layouts whose records carry a running number, by which a gap is seen. */
const numbered: readonly SourceFormat[] = ["asterisk-csv", "asterisk-custom", "asterisk-json", "vos-json"];
export const hasNumbers = (format: SourceFormat): boolean => numbered.includes(format);
