import { Button } from "@mantine/core";
import { useState } from "react";
import { Instant } from "../ui/figures.tsx";
import { stakeOf } from "./stake.ts";
import type { ParkedView } from "./suspense.api.ts";
import { countsOfRows } from "./write-off.api.ts";
import { WriteOffDialog } from "./write-off-dialog.tsx";

/** Who gave a record up and why. */
export function WrittenOffWords({ writtenOff }: { writtenOff: NonNullable<ParkedView["writtenOff"]> }) {
  return (
    <p>
      Written off by {writtenOff.by}, <Instant at={writtenOff.at} />: {writtenOff.note}
    </p>
  );
}

/** Gives one record up, or takes it back. */
export function ParkedWriteOff({ parked, onDone }: { parked: ParkedView; onDone(): void }) {
  const [asking, setAsking] = useState(false);
  const act = parked.writtenOff ? "take-back" : "write-off";
  return (
    <div>
      <Button variant="default" onClick={() => setAsking(true)}>
        {act === "write-off" ? "Write off" : "Take back"}
      </Button>
      {asking ? (
        <WriteOffDialog
          act={act}
          chosen={{ ids: [parked.id] }}
          stake={stakeOf(countsOfRows([parked]))}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
