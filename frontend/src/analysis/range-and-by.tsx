import { NativeSelect } from "@mantine/core";
import { DayRange } from "../ui/day-range.tsx";
import type { TrafficBy } from "./analysis.api.ts";
import { byWords, vendorsBy } from "./group-name.ts";
import { useSeesVendors } from "./use-sees-vendors.ts";

interface RangeAndByProps {
  from: string;
  to: string;
  by: string;
  /** By what the calls that are analysed cannot be told apart. */
  except: TrafficBy;
  change(part: { from?: string; to?: string; by?: string }): void;
}

/** Which days, and by what their calls are told apart. */
export function RangeAndBy({ from, to, by, except, change }: RangeAndByProps) {
  const sees = useSeesVendors();
  const offered = byWords.filter(([one]) => one !== except && (sees || !vendorsBy.includes(one)));
  return (
    <>
      <DayRange from={from} to={to} change={change} />
      <NativeSelect
        label="By"
        value={by || "day"}
        onChange={(event) => change({ by: event.currentTarget.value })}
        data={offered.map(([value, label]) => ({ value, label }))}
      />
    </>
  );
}
