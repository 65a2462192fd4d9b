import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, unchanged, type Write, write } from "../platform/table.ts";
import { nothingSpent, SpendState } from "./spend-spike.ts";

/** Nobody needs to know for longer what was spent within an hour. */
const lifeSeconds = 3 * 86_400;

/** What is remembered of these accounts. */
export async function spendStatesOf(accounts: readonly string[]): Promise<Map<string, SpendState>> {
  const items = await getMany(accounts.map((account) => keys.spendWatch(account)));
  const found = new Map(items.map((item) => [String(item.pk), SpendState.parse(item)]));
  return new Map(accounts.map((account) => [account, found.get(keys.spendWatch(account).pk) ?? nothingSpent]));
}

/** Fails its condition when another run looked meanwhile. One that is suspended is remembered until it is let in. */
export const changeSpendState = (account: string, seen: SpendState, next: SpendState, at: number): Write =>
  put(
    {
      ...keys.spendWatch(account),
      ...next,
      ...(next.suspendedAt === null ? { ttl: Math.floor(at / 1000) + lifeSeconds } : {}),
    },
    seen.v === 0 ? absent : unchanged("v", seen.v),
  );

const SpendRun = z.object({ at: z.number().int() });

/** When all customers were last looked at, epoch ms; 0: never. */
export const lastSpendRun = async (): Promise<number> => (await get(SpendRun, keys.spendRun()))?.at ?? 0;
export const noteSpendRun = (at: number): Promise<void> => write(put({ ...keys.spendRun(), at }));
