import type { LoadWorld } from "../../bench/load-world.ts";
import { nanoOf } from "../../functions/money/money.ts";
import { past, patiently } from "./soak-jobs.ts";
import type { Done } from "./soak-work.ts";

/** Re-rating while calls come: a minute of an account is charged twice as much, and then again as it was. */

interface Job {
  id: string;
  status: "TRYING" | "TRIED" | "CHECKING" | "RUNNING" | "DONE" | "OUTDATED" | "CANCELLED" | "FAILED";
  done: number;
  message: string | null;
  totals: { changed: number; chargeBefore: string; chargeAfter: string }[];
}

/** A tariff that takes double, for `withTariff`. */
export async function twofoldTariff({ api }: LoadWorld): Promise<string> {
  const { id } = await api.post<{ id: string }>("/tariffs", { name: "Twofold", currency: "EUR" });
  const price = { pricePerMinute: "1.2", connectFee: "0", graceSeconds: 0, freeSeconds: 0, blocked: false };
  const rate = { prefix: "44", destination: "United Kingdom", firstIncrement: 1, nextIncrement: 1, ...price };
  await api.post(`/tariffs/${id}/rates`, rate);
  return id;
}

interface Wanted {
  account: string;
  from: string;
  to: string;
  withTariff: string;
}

/** Agrees, and lets go on what broke off. Asked again after an answer that was lost, it may be agreed to already. */
async function agreed(world: LoadWorld, id: string): Promise<Job> {
  for (let tries = 0; ; tries++) {
    const goesOn = () => world.api.post(`/rerates/${id}/approve`, {});
    await patiently(async () => {
      const { status } = await world.api.get<Job>(`/rerates/${id}`);
      if (status === "TRIED" || status === "FAILED") await goesOn();
    });
    const job = await past<Job>(world, `/rerates/${id}`, ["TRIED", "CHECKING", "RUNNING"]);
    if (job.status !== "FAILED" || tries > 20) return job;
  }
}

/** Tried and done, anew where calls of the time came meanwhile. Undefined: there was nothing to correct. */
async function rerated(world: LoadWorld, wanted: Wanted): Promise<Job | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const asked = { ...wanted, what: "CHARGES", reason: "Soak" };
    const { id } = await patiently(() => world.api.post<Job>("/rerates", asked));
    const tried = await past<Job>(world, `/rerates/${id}`, ["TRYING"]);
    if (tried.status === "TRIED" && tried.totals.every(({ changed }) => changed === 0)) return undefined;
    const job = tried.status === "TRIED" ? await agreed(world, id) : tried;
    if (job.status === "DONE") return job;
  }
  throw new Error(`calls of ${wanted.account} could not be rated again`);
}

/** What everybody owes is in the end as if there had been none. */
export async function rerateAndBack(world: LoadWorld, twofold: string, n: number, done: Done): Promise<void> {
  const account = world.accounts[n % world.accounts.length] ?? "";
  const to = Date.now() - 15_000;
  const span = { account, from: new Date(to - 60_000).toISOString(), to: new Date(to).toISOString() };
  const there = await rerated(world, { ...span, withTariff: twofold });
  const [{ changed, chargeBefore, chargeAfter } = { changed: 0, chargeBefore: "0", chargeAfter: "0" }] =
    there?.totals ?? [];
  if (nanoOf(chargeAfter) !== 2n * nanoOf(chargeBefore))
    done.wrong.push(`${chargeBefore} became ${chargeAfter} for ${account} when it was to be double`);
  await rerated(world, { ...span, withTariff: world.tariffId });
  done.corrected += 2 * changed;
}
