import { key } from "./key.ts";

/** Keys of what calls come to, a part of `keys` and used through it. */
export const trafficKeys = {
  /**
   * What a day's calls come to, once they are counted, and which file holds them; one for every day with calls that the
   * balance no longer names.
   */
  trafficDay: (account: string, day: string) => key(`ACC#${account}`, `DAY#${day}`),
  /** The same apart by everything that calls are told apart by; in parts, as an item holds no more. */
  trafficCells: (account: string, day: string, part: number | "~") => key(`TRAFFIC#${account}`, `${day}#${part}`),
  /** A file of a day's calls that is looked at again at an instant: whether the day still names it. */
  watchedDayFile: (dueAt: string, file: string) => key("DAYFILES", `${dueAt}#${file}`),
  /** A day of the operator or of a reseller: what the calls of all customers below come to. */
  ownerDay: (owner: string, day: string) => key(`OWNERTRAFFIC#${owner}`, `DAY#${day}`),
  /** The same apart by everything, in parts that are written anew under a new mark. */
  ownerCells: (owner: string, day: string, mark: string, part: number | "~") =>
    key(`OWNERCELLS#${owner}`, `${day}#${mark}#${part === "~" ? part : String(part).padStart(5, "0")}`),
  /** The same by the quarter of an hour, and by the hour for accounts and vendors, under the same mark. */
  ownerQuarters: (owner: string, day: string, mark: string) => key(`OWNERBRIEF#${owner}`, `${day}#${mark}#QUARTERS`),
  ownerHours: (owner: string, day: string, mark: string, part: number | "~") =>
    key(`OWNERBRIEF#${owner}`, `${day}#${mark}#HOURS#${part === "~" ? part : String(part).padStart(5, "0")}`),
  /** Says that a customer below the owner has counted calls on the day. */
  ownerDayAccount: (owner: string, day: string, account: string) => key(`OWNERDAY#${owner}#${day}`, account),
  /** An owner's day that is to be added up again. */
  ownerDayOwed: (owner: string, day: string) => key("OWEDTRAFFIC", `${owner}#${day}`),
  /** Our calls against a customer's or vendor's own record of them. */
  comparison: (id: string) => key(`COMPARISON#${id}`, "COMPARISON"),
  /** Index partition of the comparisons of one list. */
  comparisonsOf: (owner: string) => key(`COMPARISONS#${owner}`, ""),
  /** Where the last run that counted traffic stopped. */
  foldRun: () => key("FOLDRUN", "FOLDRUN"),
};
