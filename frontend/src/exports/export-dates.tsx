import { TextInput } from "@mantine/core";
import { dayOf, nextDay, startOfDay } from "../ui/format.ts";
import { useZone } from "../ui/zone.tsx";
import type { AskedList, ExportKind } from "./export.api.ts";

/** `day`: a calendar day as it is. `begins`, `ends`: an instant, the first of the day or the first after it, in the viewer's zone. */
interface DateFilter {
  name: string;
  label: string;
  as: "day" | "begins" | "ends";
}

const instants: readonly DateFilter[] = [
  { name: "from", label: "First day", as: "begins" },
  { name: "to", label: "Last day", as: "ends" },
];

const days: readonly DateFilter[] = [
  { name: "from", label: "First day", as: "day" },
  { name: "to", label: "Last day", as: "day" },
];

const dateFilters: Partial<Record<ExportKind, readonly DateFilter[]>> = {
  calls: instants,
  analysis: instants,
  "overall-analysis": instants,
  statement: days,
  "vendor-statement": days,
  audit: [{ name: "day", label: "Day (UTC)", as: "day" }],
  suspense: [{ name: "day", label: "Day (UTC)", as: "day" }],
};

export const hasDates = (kind: ExportKind): boolean => dateFilters[kind] !== undefined;

function dayShown(value: unknown, as: DateFilter["as"], zone: string): string {
  if (typeof value !== "string" || value === "") return "";
  if (as === "day") return value;
  return dayOf(Date.parse(value) - (as === "ends" ? 1 : 0), zone);
}

function filterOf(day: string, as: DateFilter["as"], zone: string): string {
  if (day === "" || as === "day") return day;
  return startOfDay(as === "ends" ? nextDay(day) : day, zone);
}

interface ExportDatesProps {
  asked: AskedList;
  change(filter: object): void;
}

/** The dates of a list's filters, to be moved. What is left alone stays to the second as it was. */
export function ExportDates({ asked, change }: ExportDatesProps) {
  const { zone } = useZone();
  const filter = asked.filter as Record<string, unknown>;
  return (
    <div className="fields">
      {(dateFilters[asked.kind] ?? []).map(({ name, label, as }) => (
        <TextInput
          key={name}
          type="date"
          label={as === "day" ? label : `${label} (${zone})`}
          value={dayShown(filter[name], as, zone)}
          onChange={(event) => {
            const value = filterOf(event.currentTarget.value, as, zone);
            change({ ...filter, [name]: value });
          }}
        />
      ))}
    </div>
  );
}
