import { aCdr, rated } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { talkMs } from "./model.ts";

/** Calls of the half minute before now, every account as often as any other, posted in one batch: write units and processor time. */
export async function postedRound(
  accounts: readonly string[],
  calls: number,
  round: number,
): Promise<{ units: number; us: number }> {
  const { consumed } = await import("../test/support/listings.ts");
  const { postCalls } = await import("../functions/ledger/post-calls.flow.ts");
  const random = new Random(round + 1);
  const end = Date.now();
  const batch = Array.from({ length: calls }, (_, n) => {
    const billableMs = talkMs(random);
    const setupMs = end - random.int(0, 30_000) - billableMs - 4000;
    const times = { setupMs, answeredMs: setupMs + 4000, endedMs: setupMs + 4000 + billableMs, billableMs };
    const cdr = aCdr({ callId: crypto.randomUUID(), ...times });
    const chain = [accounts[n % accounts.length] as string];
    return rated({ chain, cdr, authorizationId: null }, `growth-${chain[0]}-${round}`, n + 1);
  });
  const before = process.cpuUsage();
  const { units } = await consumed(() => postCalls(batch, { deadline: end + 600_000 }));
  const { user, system } = process.cpuUsage(before);
  return { units, us: user + system };
}
