import { Switch } from "@mantine/core";
import { countOf } from "../ui/format.ts";
import type { LiveTail } from "./use-live-tail.ts";
import "./live-switch.css";

function stateOf({ isOver, isLost, came }: LiveTail): string {
  if (isOver) return "No call can come: the range is over.";
  if (isLost) return "Not reached. It is tried again.";
  return came.size === 0 ? "Calls appear as they come." : `${countOf(came.size, false, "new call")}.`;
}

/** Keeps the newest calls coming, and says so to who does not see them. */
export const LiveSwitch = ({ tail }: { tail: LiveTail }) => (
  <span className="live-switch">
    <Switch label="Live" checked={tail.isOn} onChange={(event) => tail.turn(event.currentTarget.checked)} />
    <span role="status" aria-label="Live calls" className="dim">
      {tail.isOn ? stateOf(tail) : null}
    </span>
  </span>
);
