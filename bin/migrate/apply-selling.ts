import { nanoOf } from "../../functions/money/money.ts";
import type { CardRecord, Id, RateRecord, TariffRecord, VendorRecord } from "./records.ts";
import type { Run } from "./run.ts";
import { listed, refusal, TargetFault } from "./target.ts";

/** Tariffs with their rates, vendors with their gateways, routes with their rows. */

interface CardHere {
  id: string;
  name: string;
  rates: number;
}
interface TariffHere {
  id: string;
  name: string;
  cards: CardHere[];
}

const columns = [
  ...(["prefix", "destination", "pricePerMinute", "connectFee", "firstIncrement", "nextIncrement"] as const),
  ...(["graceSeconds", "freeSeconds", "blocked"] as const),
];
const cell = (value: RateRecord[keyof RateRecord]): string => `"${String(value).replaceAll('"', '""')}"`;
/** Names that begin as formulas do are data all the same. */
const sheetOf = (rates: readonly RateRecord[]): string =>
  [columns.join(","), ...rates.map((rate) => columns.map((name) => cell(rate[name])).join(","))].join("\n");

/** The rates that the card does not have. What it has is left; other prices than those of the dump are named. */
async function missingRates(run: Run, tariff: TariffRecord, at: string, rates: readonly RateRecord[]) {
  const here = new Map((await listed<RateRecord>(run.target, at)).map((rate) => [rate.prefix, rate]));
  const there = rates.filter(({ prefix }) => here.has(prefix));
  const others = there.filter((rate) => {
    const { pricePerMinute, blocked } = here.get(rate.prefix) ?? rate;
    return blocked !== rate.blocked || (!blocked && nanoOf(pricePerMinute) !== nanoOf(rate.pricePerMinute));
  });
  run.count("rates", "kept", there.length - others.length);
  for (const { prefix } of others)
    run.refuse("rates", `tariff ${tariff.id}`, `${prefix} has another price here, which is left.`);
  return rates.filter(({ prefix }) => !here.has(prefix));
}

/** Sends rates through the rate import, to a card that has none of them. */
async function importRates(run: Run, tariff: TariffRecord, path: string, card: string, rates: readonly RateRecord[]) {
  const at = `${path}/rate-imports`;
  const begun = await run.target.ask("POST", at, { fileName: `${run.origin}.csv`, card, mode: "UPDATE" });
  if (begun.status !== 201) return run.refuse("rates", `tariff ${tariff.id}`, refusal(begun));
  await run.target.upload(begun.body.id, begun.body.url, sheetOf(rates));
  let job = begun.body;
  while (job.status === "queued" || job.status === "running") {
    const reply = await run.target.ask("GET", `${at}/${begun.body.id}`);
    if (reply.status !== 200) throw new TargetFault(`GET ${at}: ${refusal(reply)}`);
    job = reply.body;
    if (job.status === "queued" || job.status === "running") await run.target.wait();
  }
  if (job.status !== "done") return run.refuse("rates", `tariff ${tariff.id}`, job.failure?.message ?? "not read");
  for (const { line, detail } of job.rejects)
    run.refuse("rates", `tariff ${tariff.id}`, `${rates[line - 2]?.prefix ?? `line ${line}`}: ${detail}`);
  const { new: added = 0 } = job.findings.counts;
  if (added === 0) return undefined;
  const applied = await run.target.ask("POST", `${at}/${begun.body.id}/apply`, {});
  if (applied.status >= 300) return run.refuse("rates", `tariff ${tariff.id}`, refusal(applied));
  return run.count("rates", "made", added);
}

async function takeCard(
  run: Run,
  tariff: TariffRecord,
  card: CardRecord,
  here: TariffHere | undefined,
  fresh: boolean,
) {
  const path = `/tariffs/${here?.id}`;
  const where = `tariff ${tariff.id}`;
  let found = here?.cards.find(({ name }) => name === card.name);
  if (found) run.count("rate cards", "kept");
  // A new tariff has one empty card, which becomes the first.
  const [only] = here?.cards ?? [];
  if (!found && only && fresh && only.rates === 0 && run.applies) {
    const body = { name: card.name, windows: card.windows };
    const reply = await run.target.ask("PATCH", `${path}/cards/${only.id}`, body);
    if (reply.status >= 300) return run.refuse("rate cards", where, refusal(reply));
    run.count("rate cards", "made");
    found = { ...only, name: card.name };
  }
  if (!found) {
    const body = { name: card.name, windows: card.windows };
    const reply = await run.make("rate cards", { id: `${tariff.id} ${card.name}`, where, path: `${path}/cards`, body });
    if (!reply && run.applies) return;
    const cards = (reply?.body?.cards ?? []) as CardHere[];
    found = cards.find(({ name }) => name === card.name) ?? reply?.body;
  }
  const at = `${path}/rates?card=${found?.id}`;
  const isEmpty = !found || found.rates === 0;
  const missing = isEmpty ? card.rates : await missingRates(run, tariff, at, card.rates);
  if (missing.length === 0) return;
  if (run.applies && found) return importRates(run, tariff, path, found.id, missing);
  run.count("rates", "made", missing.length);
}

/** @param sellers of whose tariffs; null: the operator's own. Its resellers are there by now. */
export async function takeTariffs(run: Run, sellers: readonly (Id | null)[]): Promise<void> {
  const wanted = run.records.tariffs.filter(({ owner }) => sellers.includes(owner));
  if (wanted.length === 0) return;
  const known = new Map((await listed<TariffHere>(run.target, "/tariffs")).map((one) => [one.name, one]));
  for (const tariff of wanted) {
    const { id, name, currency, kind, rounding } = tariff;
    const owner = tariff.owner === null ? null : (run.idOf("resellers", tariff.owner) ?? null);
    if (tariff.owner !== null && owner === null && run.applies) {
      run.refuse("tariffs", `tariff ${id}`, `reseller ${tariff.owner} is not there.`);
      continue;
    }
    const called = run.named(name, id);
    let here = known.get(called);
    if (here) run.kept("tariffs", id, here.id);
    else {
      const body = { name: called, currency, kind, rounding, owner };
      here = (await run.make("tariffs", { id, where: `tariff ${id}`, path: "/tariffs", body }))?.body;
      if (!here && run.applies) continue;
    }
    for (const [i, card] of tariff.cards.entries()) {
      const isFresh = i === 0 && !tariff.cards.some((one) => here?.cards.some((other) => other.name === one.name));
      await takeCard(run, tariff, card, here, isFresh);
    }
  }
}

async function takeGateways(run: Run, vendor: VendorRecord, here: string | undefined): Promise<void> {
  const path = `/vendors/${here}/gateways`;
  const known = here ? await listed<{ id: string; name: string }>(run.target, path) : [];
  for (const { id, ...fields } of vendor.gateways) {
    const found = known.find(({ name }) => name === fields.name);
    if (found) run.kept("gateways", id, found.id);
    else await run.make("gateways", { id, where: `vendor ${vendor.id}`, path, body: { ...fields, name: fields.name } });
  }
}

export async function takeVendors(run: Run): Promise<void> {
  const known = new Map(
    (await listed<{ id: string; name: string }>(run.target, "/vendors")).map((one) => [one.name, one]),
  );
  for (const vendor of run.records.vendors) {
    const { id, name, company, currency, tariff, status } = vendor;
    const called = run.named(name, id);
    const found = known.get(called);
    if (found) run.kept("vendors", id, found.id);
    else {
      const tariffId = tariff === null ? null : (run.idOf("tariffs", tariff) ?? null);
      const body = { name: called, company, currency, tariffId, status };
      await run.make("vendors", { id, where: `vendor ${id}`, path: "/vendors", body });
    }
    const here = run.idOf("vendors", id);
    if (here || !run.applies) await takeGateways(run, vendor, here);
  }
}

interface RowHere {
  prefix: string;
  gatewayId: string;
}

export async function takeRoutes(run: Run): Promise<void> {
  const known = new Map(
    (await listed<{ id: string; name: string }>(run.target, "/routes")).map((one) => [one.name, one]),
  );
  for (const { id, name, status, rows } of run.records.routes) {
    const called = run.named(name, id);
    const found = known.get(called);
    if (found) run.kept("routes", id, found.id);
    else await run.make("routes", { id, where: `route ${id}`, path: "/routes", body: { name: called, status } });
    const here = run.idOf("routes", id);
    if (!here && run.applies) continue;
    const there = here ? await listed<RowHere>(run.target, `/routes/${here}/rows`) : [];
    for (const { gateway, ...row } of rows) {
      const gatewayId = run.idOf("gateways", gateway);
      const where = `route ${id}`;
      if (there.some((one) => one.prefix === row.prefix && one.gatewayId === gatewayId))
        run.count("route rows", "kept");
      else if (!gatewayId && run.applies) run.refuse("route rows", where, `gateway ${gateway} is not there.`);
      else {
        const asked = { id: `${id} ${row.prefix} ${gateway}`, where, path: `/routes/${here}/rows` };
        await run.make("route rows", { ...asked, body: { ...row, gatewayId } });
      }
    }
  }
}
