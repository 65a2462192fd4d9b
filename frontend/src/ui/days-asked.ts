import { nextDay, startOfDay } from "./format.ts";

const isDay = (text: string): boolean => !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/**
 * Calendar days of a zone, both included and each empty where it is not set, as instants; the end is the first that no
 * longer counts. What is no day, such as a mistyped address has, is asked for as it is: the API says what is wrong with it.
 */
export const daysAsked = ({ from, to }: { from: string; to: string }, zone: string) => ({
  from: isDay(from) ? startOfDay(from, zone) : from,
  to: isDay(to) ? startOfDay(nextDay(to), zone) : to,
});
