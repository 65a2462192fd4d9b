/** Milliseconds of 24 hours: of every day in UTC, and of most in a zone. */
export const dayMs = 86_400_000;

/** The date so many days on, or back where they are negative. @param date `2026-01-31` */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);

/**
 * What a list is narrowed to by days, UTC, both included, as texts that sort among instants by time: the first included, the
 * last excluded. A day that is left out is no bound.
 */
export const spanOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  from: from ?? "0",
  to: to === undefined ? "9" : daysAfter(to, 1),
});
