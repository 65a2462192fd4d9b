import { operator } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { accountCodePage, behindAccount } from "../customers/listing.store.ts";
import { togetherTakeTwo } from "../payments/four-eyes.flow.ts";
import { now } from "../platform/clock.ts";
import { write } from "../platform/table.ts";
import { plannedCalls } from "./plan-account.flow.ts";
import { allAccounts, keepRerate, noteProgress, putAccount, startRunAgain } from "./rerate.store.ts";
import type { StoredRerate } from "./rerate.ts";
import { RerateBook } from "./rerate-book.flow.ts";
import { AccountSums, totalsOf } from "./rerate-sums.ts";

const accountsAtOnce = 100;
/** Left for the end of the account that is under way. */
const endingMs = 60_000;

/** The customers that the job may be about, behind the one at which an earlier run stopped. */
async function* customersOf({ asked, after }: StoredRerate): AsyncGenerator<Customer[]> {
  if (asked.account !== undefined) {
    yield [...(await getCustomers([asked.account])).values()];
    return;
  }
  for (let place = after ?? undefined, isLast = false; !isLast; ) {
    const from = place === undefined ? undefined : behindAccount(operator, place);
    const { accounts } = await accountCodePage(operator, { place: from, limit: accountsAtOnce });
    const found = await getCustomers(accounts);
    yield accounts.flatMap((account) => found.get(account) ?? []);
    place = accounts.at(-1);
    isLast = accounts.length < accountsAtOnce;
  }
}

async function tryAccount(job: StoredRerate, customer: Customer, book: RerateBook): Promise<void> {
  const { account, company, currency } = customer;
  const sums = new AccountSums(job.asked.what !== "CHARGES");
  for await (const calls of plannedCalls(job, { account, currency }, book)) sums.take(calls);
  if (!sums.isEmpty) await write(putAccount(job.id, sums.of({ account, company, currency }, job.ttl)));
}

async function finish(job: StoredRerate, versions: Record<string, number>): Promise<void> {
  const { totals, costs } = totalsOf(await allAccounts(job.id));
  const abs = (nano: bigint) => (nano < 0n ? -nano : nano);
  const moved = [
    ...totals.map(({ moved: amount, currency }) => ({ amount, currency })),
    ...costs.map(({ name, before, after }) => ({ amount: abs(after - before), currency: name })),
  ];
  const takesTwo = await togetherTakeTwo(moved, now());
  const next = { status: "TRIED" as const, progress: 100, totals, costs, takesTwo, versions, after: null };
  await write(keepRerate(job, { ...job, ...next }));
}

/** Counts what the job would do and changes nothing but the job. A run that is not done in time hands over to another. */
export async function tryRerate(job: StoredRerate, workMsLeft: () => number): Promise<void> {
  const book = new RerateBook(job.asked, job.versions);
  let seen = 0;
  let after = job.after;
  for await (const customers of customersOf(job)) {
    for (const customer of customers) {
      if (workMsLeft() <= endingMs) {
        await noteProgress(job, job.progress, { after, versions: book.versions });
        return startRunAgain(job.id);
      }
      await tryAccount(job, customer, book);
      after = customer.account;
    }
    // How many there are is not known: it comes nearer to the end without reaching it.
    seen += customers.length;
    const progress = Math.min(99, Math.floor(100 * (1 - 1 / (1 + seen / 200))));
    await noteProgress(job, progress, { after, versions: book.versions });
  }
  await finish(job, book.versions);
}
