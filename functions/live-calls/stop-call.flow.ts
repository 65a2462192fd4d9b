import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { markStopped } from "../ledger/reservation.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { getLiveCall } from "./live-call.store.ts";
import type { HeldCall, LiveCall } from "./live-call.ts";
import { showLiveCalls } from "./show-live-call.flow.ts";
import { vendorsFor } from "./vendors-of-gateways.flow.ts";

interface Stopping {
  account: string;
  id: string;
  note: string;
}

/** The call with its mark, or what became of the try to make it. */
async function markedCall({ account, id, note }: Stopping, actor: Principal, at: number, tries: number) {
  const call = await getLiveCall(account, id);
  if (!call) throw new Problem("not_found", "There is no such call, or it is over.");
  if (call.seen.stop) return call;
  if (call.seen.answer.reauthorize_at === null)
    throw new Problem("conflict", "Its switch asks for no more time, so it cannot be stopped from here.");
  const after = { note, cld: call.seen.answer.cld, switch: call.seen.switchId };
  const entry = auditEntry({ actor, action: "call.stop", subject: id, account, after }, at);
  const end = await attempt([markStopped(account, id, { by: actor.id, at: isoInstant(at), note }), entry]);
  if (end === "bug") throw new Error("a call cannot be marked");
  if (end !== "done") await pauseAfter(end, tries);
  return undefined;
}

/**
 * Marks a call so that it gets no more time. Again is no fault: the first mark stays.
 * @throws Problem not_found for a call that is over, conflict for one whose switch asks no more
 */
export async function stopCall(of: Stopping, actor: Principal, at: number): Promise<LiveCall> {
  let marked: HeldCall | undefined;
  for (let tries = 0; !marked && tries < mostTries; tries++) marked = await markedCall(of, actor, at, tries);
  const [shown] = marked ? await showLiveCalls([marked], await vendorsFor(actor), at) : [];
  if (!shown) throw new Problem("unavailable", "The call changes all the time. Please try again.");
  return shown;
}
