import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { pagesOf } from "../platform/pages.ts";
import { transact, type Write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { dayMs } from "../time/day.ts";
import { callFilesBetween, changeCallFiles, dueCallFiles, getCallFile, getCallFiles } from "./call-file.store.ts";
import { differs, fileId, newCallFile, type StoredCallFile } from "./call-file.ts";
import type { StoredCallFiles } from "./call-file-settings.ts";
import { type DaySpan, dueMs, spanFrom } from "./day-span.ts";
import { makeCallFile, type Outcome } from "./make-call-file.flow.ts";
import { callsNow } from "./write-call-file.flow.ts";

/** Customers whose files are made at the same time. */
const sideBySide = 4;
/** A run begins no further file with less time than this. */
const endingMs = 60_000;

interface Due {
  settings: StoredCallFiles;
  customer: Customer;
  zone: string;
  span: DaySpan;
}

/** The settings once everything before an instant is in files. */
function coveredTo(settings: StoredCallFiles, toMs: number, zone: string): StoredCallFiles {
  const dueAt = isoInstant(dueMs(settings, spanFrom(toMs, zone)));
  return { ...settings, coveredUntil: isoInstant(toMs), dueAt };
}

/** Changes the settings, unless a person did meanwhile. */
async function say(seen: StoredCallFiles, next: StoredCallFiles): Promise<void> {
  try {
    await transact([changeCallFiles(seen, next)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** The customer's next file, if it is due; else nothing is, and where it stands in the list of what is due is put right. */
async function nextDue(account: string): Promise<Due | undefined> {
  const [settings, customer] = await Promise.all([getCallFiles(account), getCustomer(account)]);
  if (!settings?.active || settings.coveredUntil === null || !customer) return undefined;
  const zone = settings.timeZone ?? customer.timeZone;
  const span = spanFrom(Date.parse(settings.coveredUntil), zone);
  if (customer.closedAt !== null && span.fromMs >= Date.parse(customer.closedAt)) {
    // The last day was delivered; nothing comes any more.
    await say(settings, { ...settings, active: false, dueAt: null });
    return undefined;
  }
  const at = dueMs(settings, span);
  if (at <= now()) return { settings, customer, zone, span };
  // It was put there by another zone.
  if (settings.dueAt !== isoInstant(at)) await say(settings, { ...settings, dueAt: isoInstant(at) });
  return undefined;
}

/** Whether a file of an earlier day is to be made anew: calls came late or were charged anew, or a run did not end. */
async function isToBeMade(file: StoredCallFile, msLeft: () => number): Promise<boolean> {
  if (file.status === "MAKING") return true;
  if (file.status === "FAILED") return false;
  return differs(file, await callsNow(file, { at: now(), msLeft }));
}

/** Makes those of the last days anew that have calls which came late. */
async function makeLateOnes({ settings, customer, span }: Due, msLeft: () => number): Promise<void> {
  const files = await callFilesBetween(settings.account, span.fromMs - settings.lateDays * dayMs, span.fromMs);
  for (const file of settings.lateDays > 0 ? files : [])
    if (await isToBeMade(file, msLeft)) await makeCallFile(file, { settings, customer, alongside: [], msLeft });
}

async function makeDay({ settings, customer, zone, span }: Due, msLeft: () => number): Promise<Outcome> {
  const { account } = settings;
  const seen = (await getCallFile(account, fileId(span.fromMs))) ?? newCallFile(account, span, zone);
  const alongside: Write[] = [changeCallFiles(settings, coveredTo(settings, span.toMs, zone))];
  return makeCallFile(seen, { settings, customer, alongside, msLeft });
}

/** Makes every file of a customer that is due, the oldest first. @returns how many were given up */
async function deliverTo(account: string, msLeft: () => number): Promise<number> {
  let [changes, failures] = [0, 0];
  while (msLeft() > endingMs && changes < 3) {
    const due = await nextDue(account);
    if (!due) break;
    await makeLateOnes(due, msLeft);
    const outcome = await makeDay(due, msLeft);
    if (outcome === "AGAIN" || outcome === "BUSY") break;
    if (outcome === "CHANGED") changes++;
    if (outcome === "FAILED") failures++;
  }
  return failures;
}

/** Makes those of some customers. One that goes wrong keeps nobody else waiting; the next run sees to it. */
async function deliverAll(accounts: readonly string[], msLeft: () => number): Promise<number> {
  const queue = [...accounts];
  let failures = 0;
  const worker = async () => {
    for (let account = queue.shift(); account && msLeft() > endingMs; account = queue.shift())
      try {
        failures += await deliverTo(account, msLeft);
      } catch (error) {
        log.error("files of calls were not made", { account, error });
      }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return failures;
}

/**
 * Makes the files of all customers that are due, until time is up. Which those are stands in a list by the instant at
 * which each is due, so a run that is left out, killed or doubled costs an hour and neither a file nor a message.
 * @throws Error at the end where a file was given up, for the function's alarm to ring: started again it has nothing to do
 */
export async function deliverCallFiles(msLeft: () => number): Promise<void> {
  const until = isoInstant(now());
  const pages = pagesOf((after: Record<string, unknown> | undefined) => dueCallFiles(until, after));
  let failures = 0;
  for await (const { accounts } of pages) {
    failures += await deliverAll(accounts, msLeft);
    if (msLeft() <= endingMs) break;
  }
  if (failures > 0) throw new Error(`${failures} files of calls were given up`);
}

/** Makes one file that somebody asked for. */
export async function makeAsked(account: string, id: string, msLeft: () => number): Promise<void> {
  const [settings, customer, file] = await Promise.all([
    getCallFiles(account),
    getCustomer(account),
    getCallFile(account, id),
  ]);
  if (!settings || !customer || file?.status !== "MAKING") return;
  const outcome = await makeCallFile(file, { settings, customer, alongside: [], msLeft });
  // Lambda brings the event again, and its alarm rings.
  if (outcome === "AGAIN" || outcome === "FAILED") throw new Error("a file of calls was not made");
}
