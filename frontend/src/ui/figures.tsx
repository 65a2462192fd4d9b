import { durationText, groupDecimal, instantText, relativeText } from "./format.ts";
import { useZone } from "./zone.tsx";

/** An amount: tabular, negative by sign and colour. Put the currency into the column's header, or pass it for a single figure. */
export function Money({
  value,
  currency,
  least = 2,
}: {
  value: string | null | undefined;
  currency?: string;
  least?: number;
}) {
  if (value === null || value === undefined) return <span className="dim">–</span>;
  const tone = value.startsWith("-") ? "figure negative" : "figure";
  return (
    <span className={tone}>
      {groupDecimal(value, least)}
      {currency ? <span className="dim"> {currency}</span> : null}
    </span>
  );
}

/** An instant in the chosen zone; hovering tells UTC and how long ago. */
export function Instant({ at, relative = false }: { at: string | null | undefined; relative?: boolean }) {
  const { zone } = useZone();
  if (!at) return <span className="dim">–</span>;
  const text = instantText(at, zone);
  const ago = relativeText(at, Date.now());
  return (
    <time
      dateTime={at}
      title={`${relative ? `${text} ${zone}` : ago} · ${instantText(at, "UTC")} UTC`}
      className="figure"
    >
      {relative ? ago : text}
    </time>
  );
}

/** Seconds as `m:ss`, with the bare seconds on hover. */
export function Duration({ seconds }: { seconds: number | null | undefined }) {
  if (seconds === null || seconds === undefined) return <span className="dim">–</span>;
  return (
    <span className="figure" title={`${seconds} s`}>
      {durationText(seconds)}
    </span>
  );
}
