import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, put, remove, unchanged, type Write } from "../platform/table.ts";

const Low = z.object({ at: z.int() });

/** When somebody was told that little is left, epoch ms; undefined where it has become more since. */
export const toldLow = async (vendor: string): Promise<number | undefined> =>
  (await get(Low, keys.vendorLow(vendor)))?.at;
/** Fails its condition where another run has told it. */
export const noteLow = (vendor: string, at: number): Write => put({ ...keys.vendorLow(vendor), at }, absent);
/** Fails its condition where it was told anew. */
export const forgetLow = (vendor: string, told: number): Write => remove(keys.vendorLow(vendor), unchanged("at", told));
