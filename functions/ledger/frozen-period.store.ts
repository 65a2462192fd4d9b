import { keys } from "../platform/keys.ts";
import { absent, get, put, type Write } from "../platform/table.ts";
import { FrozenPeriod } from "./balance.ts";

/** Closed periods: written once, in the transaction that opens the next one. */

export const frozenWrite = (account: string, frozen: FrozenPeriod): Write =>
  put({ ...keys.frozenPeriod(account, frozen.period), ...frozen }, absent);

/** The figures of a closed period; undefined while it is open. Read consistently. */
export const frozenPeriod = (account: string, period: number): Promise<FrozenPeriod | undefined> =>
  get(FrozenPeriod, keys.frozenPeriod(account, period));
