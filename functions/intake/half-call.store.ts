import * as z from "zod";
import { HalfCall } from "../cdrs/cdr.ts";
import { markLifeMs } from "../cdrs/seen.ts";
import { keys } from "../platform/keys.ts";
import { absent, getMany, put, type Write } from "../platform/table.ts";

/** Half a call as it first came, and what brought it. It never changes, so that every joining makes the same call. */
export const KeptHalf = z.object({
  half: HalfCall,
  source: z.string(),
  delivery: z.string(),
  /** Its row in suspense, which is taken out when the call is charged. */
  suspendedId: z.string(),
});
export type KeptHalf = z.infer<typeof KeptHalf>;

/** Keeps a half. The first that came counts: a second INVITE of a call, or a BYE from both sides, is no other call. Kept as long as marks. */
export const keepHalf = (kept: KeptHalf, at: number): Write =>
  put({ ...keys.halfCall(kept.half.call, kept.half.half), ...kept, ttl: Math.floor((at + markLifeMs) / 1000) }, absent);

type Named = Pick<HalfCall, "call" | "half">;

export const halfName = ({ call, half }: Named): string => `${call} ${half}`;

/** Halves that are kept, by name, read consistently. */
export async function keptHalves(wanted: readonly Named[]): Promise<Map<string, KeptHalf>> {
  const items = await getMany(wanted.map(({ call, half }) => keys.halfCall(call, half)));
  return new Map(items.map((item) => KeptHalf.parse(item)).map((kept) => [halfName(kept.half), kept]));
}
