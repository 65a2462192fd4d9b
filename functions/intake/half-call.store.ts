import { markLifeMs } from "../cdrs/seen.ts";
import { keys } from "../platform/keys.ts";
import { absent, getMany, put, unchanged, type Write } from "../platform/table.ts";
import { KeptCall } from "./half-call.ts";

/** Keeps what has come of a call, as it was read with one step more. Kept as long as marks: its halves may come again. */
export const keepCall = (next: KeptCall, at: number): Write =>
  put(
    { ...keys.halfCall(next.call), ...next, v: next.v + 1, ttl: Math.floor((at + markLifeMs) / 1000) },
    next.v === 0 ? absent : unchanged("v", next.v),
  );

/** What is kept of these calls, by `call`, read consistently. */
export async function keptCalls(calls: readonly string[]): Promise<Map<string, KeptCall>> {
  const items = await getMany(calls.map(keys.halfCall));
  return new Map(items.map((item) => KeptCall.parse(item)).map((kept) => [kept.call, kept]));
}
