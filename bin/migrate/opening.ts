import type { Id } from "./records.ts";
import type { Run } from "./run.ts";
import { listed, refusal } from "./target.ts";

/** The entry of the ledger by which an account begins. It is found again by its reference. */

export interface Opening {
  id: Id;
  where: string;
  /** Decimal; below zero it takes away. */
  entry: string;
}

/** @param path of the account, `/customers/C…`; undefined where a trial has none yet */
export async function takeOpening(run: Run, opening: Opening, path: string | undefined): Promise<void> {
  const { id, where, entry } = opening;
  if (entry === "0") return;
  const reference = `Opening balance, ${run.origin} ${id}`.slice(0, 100);
  const known = path ? await listed<{ reference: string }>(run.target, `${path}/payments`) : [];
  if (known.some((one) => one.reference === reference)) return run.count("opening balances", "kept");
  if (!run.applies) return run.count("opening balances", "made");
  const kind = entry.startsWith("-") ? "CREDIT_REDUCE" : "CREDIT_ADD";
  const body = { kind, amount: entry.replace("-", ""), method: "TAKEOVER", reference };
  // Kept as long as the ledger: the balance is booked once, whatever the dump says later.
  const headers = { "idempotency-key": `takeover ${run.origin} opening ${id}` };
  const reply = await run.target.ask("POST", `${path}/payments`, body, headers);
  if (reply.status === 202)
    return run.refuse("opening balances", where, `${entry} waits for a second person, under Payments.`);
  if (reply.status >= 300) return run.refuse("opening balances", where, refusal(reply));
  run.count("opening balances", "made");
}
