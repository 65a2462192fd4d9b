import { keys } from "../platform/keys.ts";
import { absent, put, type Write } from "../platform/table.ts";
import type { MemoEntry } from "./entry.ts";

/** Needs no `seq`: it moves nothing. Behind the entry that it follows, by an id of its own. */
export const memoWrite = (account: string, entry: MemoEntry): Write =>
  put({ ...keys.ledgerMemo(account, entry), ...entry }, absent);
