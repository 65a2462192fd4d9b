import { counted } from "../../../functions/time/counted.ts";
import { Instant } from "../ui/figures.tsx";
import { Status } from "../ui/status.tsx";
import type { SourceView } from "./intake.api.ts";

type Silence = SourceView["silence"];

const words: Record<Silence["state"], string> = { DELIVERING: "Delivering", SILENT: "Silent", NEVER: "No CDR yet" };
const tones = { DELIVERING: "ok", SILENT: "bad", NEVER: "neutral" } as const;

export const SilenceState = ({ silence: { state } }: { silence: Silence }) => (
  <Status value={state} tone={tones[state]} label={words[state]} />
);

/** `90 minutes`, `26 hours`. */
const limitText = (minutes: number): string =>
  minutes < 120 ? counted(minutes, "minute") : `${Math.round(minutes / 6) / 10} hours`;

const whence: Record<Silence["basis"], string> = {
  SETTING: "as this source's setting says",
  RHYTHM: "which is twice its usual pause",
  DEFAULT: "the least that is assumed of a source",
};

/** Since when nothing came, and after how long that is told. */
export function SilenceWords({ silence }: { silence: Silence }) {
  const { state, lastCdrAt, afterMinutes, basis } = silence;
  const limit =
    afterMinutes === 0
      ? "It never counts as silent."
      : `It counts as silent after ${limitText(afterMinutes)} without a CDR, ${whence[basis]}.`;
  if (state === "NEVER") return <p className="dim">No CDR has come from this source yet. {limit}</p>;
  return (
    <p className={state === "SILENT" ? "negative" : "dim"} role={state === "SILENT" ? "alert" : undefined}>
      {lastCdrAt === null ? (
        "No CDR has come for more than 40 days. "
      ) : (
        <>
          The last CDR came <Instant at={lastCdrAt} relative />.{" "}
        </>
      )}
      {limit}
    </p>
  );
}
