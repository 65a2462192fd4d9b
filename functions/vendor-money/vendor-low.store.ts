import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, present, put, remove, type Write } from "../platform/table.ts";

const Low = z.object({ at: z.int() });

/** Whether somebody was told that little is left, and it has not become more since. */
export const toldLow = async (vendor: string): Promise<boolean> =>
  (await get(Low, keys.vendorLow(vendor))) !== undefined;
/** Fails its condition where another run has told it. */
export const noteLow = (vendor: string, at: number): Write => put({ ...keys.vendorLow(vendor), at }, absent);
export const forgetLow = (vendor: string): Write => remove(keys.vendorLow(vendor), present);
