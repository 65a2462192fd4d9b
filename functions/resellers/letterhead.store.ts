import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { Letterhead, plainLetterhead } from "./letterhead.ts";

export const letterheadOf = async (reseller: string): Promise<Letterhead> =>
  (await get(Letterhead, keys.letterhead(reseller))) ?? plainLetterhead;

/** Fails its condition when somebody else changed it meanwhile. */
export const changeLetterhead = (reseller: string, seen: Letterhead, next: Letterhead): Write =>
  put({ ...keys.letterhead(reseller), ...next }, seen.version === 0 ? absent : unchanged("version", seen.version));
