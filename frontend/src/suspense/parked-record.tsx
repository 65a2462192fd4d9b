import { Drawer } from "@mantine/core";
import { Copy } from "../ui/copy.tsx";
import { Instant } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { reasonWords } from "./reason-words.ts";
import type { ParkedView } from "./suspense.api.ts";

/** One parked record: what is wrong in words, and the line as it came. */
export function ParkedRecord({ parked, onClose }: { parked: ParkedView | undefined; onClose(): void }) {
  return (
    <Drawer
      opened={parked !== undefined}
      onClose={onClose}
      position="right"
      size={520}
      title={parked ? sentence(parked.reason) : ""}
      closeButtonProps={{ "aria-label": "Close" }}
      transitionProps={{ duration: 120 }}
    >
      {parked ? (
        <div className="section">
          <p>{parked.detail}</p>
          <p className="dim">{reasonWords[parked.reason as keyof typeof reasonWords]}</p>
          <p className="dim">
            Line {parked.line}, parked <Instant at={parked.parkedAt} />
          </p>
          <h2>
            The record as it came <Copy value={parked.raw} what="record" />
          </h2>
          <pre className="mono raw">{parked.raw}</pre>
        </div>
      ) : null}
    </Drawer>
  );
}
