import type { DaysLeft } from "./portal.api.ts";

/** A year at the present use is as good as any other. */
const most = 365;

/** How long the money lasts, in words; a dash until it is known. */
export function daysLeftText(left: DaysLeft | undefined): string {
  if (!left) return "–";
  if (left.reason === "TOO_NEW") return "Not known yet: no whole day has passed";
  if (left.days === null) return "No charged call in the last days";
  if (left.days > most) return "More than a year";
  if (left.days === 0) return "Less than a day";
  return left.days === 1 ? "1 day" : `${left.days} days`;
}
