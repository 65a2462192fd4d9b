import { takeInvoices } from "./apply-invoices.ts";
import { takeTariffs } from "./apply-selling.ts";
import { takeOpening } from "./opening.ts";
import type { Id, ResellerRecord } from "./records.ts";
import type { Run } from "./run.ts";
import { listed } from "./target.ts";

/** Resellers, each below its own and then with the tariffs that it sells; found again by their user names. */

export interface ResellerHere {
  account: string;
  username: string;
  currency: string;
  parent: string | null;
}

/** Of the resellers here, of every level, by user name. */
export async function resellersHere(run: Run): Promise<Map<string, ResellerHere>> {
  const all = await listed<ResellerHere>(run.target, "/resellers");
  return new Map(all.map((one) => [one.username.toLowerCase(), one]));
}

async function takeReseller(run: Run, reseller: ResellerRecord, known: ReadonlyMap<string, ResellerHere>) {
  const { id, where, tariff, fields } = reseller;
  const parent = reseller.parent === null ? null : run.idOf("resellers", reseller.parent);
  const found = known.get(fields.username.toLowerCase());
  if (found && found.parent === (parent ?? null) && found.currency === fields.currency)
    return run.kept("resellers", id, found.account);
  if (found)
    return run.refuse("resellers", where, `the user name ${fields.username} is that of ${found.account} here.`);
  const tariffId = run.idOf("tariffs", tariff);
  if (run.applies && (!tariffId || parent === undefined))
    return run.refuse("resellers", where, tariffId ? "the one above is not there." : `tariff ${tariff} is not there.`);
  // Without a password: nobody signs in before a link has set one.
  const body = { ...fields, tariffId, parent };
  const reply = await run.make("resellers", { id, where, path: "/resellers", body });
  if (reply) run.know("resellers", id, reply.body.account);
}

export async function takeResellers(run: Run): Promise<void> {
  const { resellers } = run.records;
  if (resellers.length === 0) return;
  const known = await resellersHere(run);
  let above: (Id | null)[] = [null];
  while (above.length > 0) {
    const level = resellers.filter(({ parent }) => above.includes(parent));
    for (const reseller of level) await takeReseller(run, reseller, known);
    above = level.map(({ id }) => id);
    await takeTariffs(run, above);
  }
}

/** The deepest first, so that what comes up from below is there when a reseller's own entry is booked. */
export async function takeResellerOpenings(run: Run): Promise<void> {
  for (const reseller of run.records.resellers.toReversed()) {
    const { id, where } = reseller;
    const account = run.idOf("resellers", id);
    if (!account && run.applies) continue;
    const path = account && `/resellers/${account}`;
    await takeOpening(run, { id, where, entry: run.records.openings.get(id)?.entry ?? "0" }, path);
    await takeInvoices(run, reseller, path);
  }
}
