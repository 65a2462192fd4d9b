import { key } from "./key.ts";

/** Keys of re-rating, a part of `keys` and used through it. */
export const rerateKeys = {
  rerate: (id: string) => key(`RERATE#${id}`, "JOB"),
  /** What a job is about to do, or did, to one account. */
  rerateAccount: (id: string, account: string) => key(`RERATE#${id}`, `ACC#${account}`),
  /** Index partition of all jobs, newest last. */
  rerates: () => key("RERATES", ""),
  /** What was changed of a block's calls. Beside it, behind all blocks of the day: their keys begin with a digit. */
  callCorrections: (account: string, day: string, block: string) => key(`CALLS#${account}#${day}`, `R#${block}`),
};
