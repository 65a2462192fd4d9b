import type { CallerResolution } from "../intake/whose-call.ts";
import { getResellers } from "../resellers/reseller.store.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { payingReseller } from "./paying-account.ts";
import { type Payer, payerOf } from "./rate-record.ts";

type Known = Extract<CallerResolution, { kind: "known" }>;

/** Terms and tariffs of the customers and of the resellers above them that these calls need, each loaded once. */
export async function pricesFor(resolutions: readonly CallerResolution[]) {
  const known = resolutions.filter((one): one is Known => one.kind === "known");
  const payers = new Map<string, Payer>();
  for (const { customer } of known) if (!payers.has(customer.account)) payers.set(customer.account, payerOf(customer));
  const above = [...new Set(known.flatMap(({ chain }) => chain.slice(1)))].filter((account) => !payers.has(account));
  for (const [account, reseller] of await getResellers(above)) payers.set(account, payerOf(payingReseller(reseller)));
  const wanted = [
    ...known.flatMap(({ tariffId, incoming }) => (incoming?.isFree ? [] : tariffId)),
    ...[...payers.values()].map(({ customer }) => customer.tariffId),
  ];
  const tariffs = new Map<string, LoadedTariff>();
  for (const [id, head] of await tariffHeads([...new Set(wanted)])) tariffs.set(id, await loadTariff(head));
  return { payers, tariffs };
}

export type Prices = Awaited<ReturnType<typeof pricesFor>>;
