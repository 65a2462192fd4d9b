import { Button } from "@mantine/core";
import { useState } from "react";
import { useChoice } from "../ui/choose-rows.tsx";
import { countOf, countText } from "../ui/format.ts";
import { stakeOf } from "./stake.ts";
import type { ParkedView, SuspenseCount, SuspenseFilter } from "./suspense.api.ts";
import { type Chosen, countsOfRows } from "./write-off.api.ts";
import { WriteOffDialog } from "./write-off-dialog.tsx";

interface WriteOffBarProps {
  filter: SuspenseFilter;
  /** The rows on show. */
  rows: readonly ParkedView[];
  /** The counts of all that fit the filter. */
  matching: readonly SuspenseCount[];
}

interface Asked {
  chosen: Chosen;
  counts: ReturnType<typeof countsOfRows> | readonly SuspenseCount[];
}

/** What can be given up, or wanted again: the records that are chosen, or all of the filter. */
export function WriteOffBar({ filter, rows, matching }: WriteOffBarProps) {
  const { chosen, clear } = useChoice();
  const [asked, setAsked] = useState<Asked>();
  const act = filter.state === "WRITTEN_OFF" ? "take-back" : "write-off";
  const verb = act === "write-off" ? "Write off" : "Take back";
  const some = rows.filter(({ id }) => chosen.has(id));
  const isFiltered = filter.reason !== "" || filter.source !== "" || filter.day !== "";
  const total = stakeOf(matching).count;
  if (some.length === 0 && (!isFiltered || total === 0)) return null;
  return (
    <section className="bulk-bar" aria-label="Chosen records">
      {some.length > 0 ? (
        <>
          <span>{countOf(some.length, false, "record")} chosen</span>
          <Button onClick={() => setAsked({ chosen: { ids: some.map(({ id }) => id) }, counts: countsOfRows(some) })}>
            {verb} {countText(some.length)}
          </Button>
          <Button variant="default" onClick={clear}>
            Choose none
          </Button>
        </>
      ) : (
        <>
          <span>{countOf(total, false, "record")} of this choice</span>
          <Button variant="default" onClick={() => setAsked({ chosen: { filter }, counts: matching })}>
            {verb} all {countText(total)}
          </Button>
        </>
      )}
      {asked ? (
        <WriteOffDialog
          act={act}
          chosen={asked.chosen}
          stake={stakeOf(asked.counts)}
          onDone={() => {
            setAsked(undefined);
            clear();
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </section>
  );
}
