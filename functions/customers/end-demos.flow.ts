import { isoInstant } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { isConflict } from "../platform/problem.ts";
import { editCustomer } from "./change-customer.flow.ts";
import { demosEndingBy, getCustomer } from "./customer.store.ts";
import { hasEnded, runsOut } from "./demo.ts";

async function end(account: string, at: number): Promise<void> {
  const customer = await getCustomer(account);
  if (!customer || !runsOut(customer) || !hasEnded(customer, at)) return;
  try {
    await editCustomer(customer, { status: "BLOCKED" }, undefined, at);
    log.info("a demo is over and blocked", { account, reason: "DEMO_ENDED" });
  } catch (error) {
    // Somebody changed it at this moment; the next run looks again.
    if (!isConflict(error)) throw error;
    log.info("a demo that is over was just changed", { account, reason: "OVERTAKEN" });
  }
}

/** Blocks the demos whose days are over, as far as the time goes. Run again it does nothing twice. */
export async function endDemos(at: number, msLeft: () => number): Promise<void> {
  for (const account of await demosEndingBy(isoInstant(at))) {
    if (msLeft() <= 0) return;
    await end(account, at);
  }
}
