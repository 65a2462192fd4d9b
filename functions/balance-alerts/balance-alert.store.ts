import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { AlertState, nothingTold } from "./balance-alert.ts";

export const alertStateOf = async (account: string): Promise<AlertState> =>
  (await get(AlertState, keys.balanceAlert(account))) ?? nothingTold;

/** Fails its condition when another run has told the customer meanwhile. */
export const changeAlertState = (account: string, seen: AlertState, next: AlertState): Write =>
  put({ ...keys.balanceAlert(account), ...next }, seen.v === 0 ? absent : unchanged("v", seen.v));
