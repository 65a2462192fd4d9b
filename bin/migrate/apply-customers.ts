import { randomBytes } from "node:crypto";
import { digestsOf } from "../../functions/devices/digest.ts";
import { secretFrom } from "../../functions/devices/sip-secret.ts";
import { patternDigits } from "../../functions/routing/dialing-route.ts";
import { takeInvoices } from "./apply-invoices.ts";
import { takeOpening } from "./opening.ts";
import type { CustomerRecord, DidRecord, IpDeviceRecord, SipDeviceRecord } from "./records.ts";
import { listNames } from "./rules.ts";
import type { Run } from "./run.ts";
import { listed, refusal } from "./target.ts";

/** Customers with what belongs to them: devices, rules, routes, what they owe, and their numbers. */

export interface CustomerHere {
  account: string;
  tags: string[];
}

/** Of the customers here those that a run made, by their id there. */
export async function customersHere(run: Run): Promise<Map<string, CustomerHere>> {
  const all = await listed<CustomerHere>(run.target, "/customers");
  return new Map(all.flatMap((one) => one.tags.map((tag) => [tag, one] as const)));
}

const withoutSign = (prefix: string): string => prefix.replace(/%$/, "");

async function takeIpDevices(run: Run, customer: CustomerRecord, path: string | undefined): Promise<void> {
  type Here = Pick<IpDeviceRecord, "id" | "ip" | "dialPrefix">;
  const known = path ? await listed<Here>(run.target, `${path}/ip-devices`) : [];
  for (const { id, tariff, ...fields } of customer.ipDevices) {
    const same = (one: Here) => one.ip === fields.ip && withoutSign(one.dialPrefix) === withoutSign(fields.dialPrefix);
    const found = known.find(same);
    const key = `ip ${id}`;
    if (found) run.kept("IP devices", key, found.id);
    else if (run.isMissing("tariffs", tariff))
      run.refuse("IP devices", customer.where, `${fields.ip} is left out: its tariff ${tariff} is not there.`);
    else {
      const tariffId = tariff === null ? null : (run.idOf("tariffs", tariff) ?? null);
      const asked = { id: key, where: customer.where, path: `${path}/ip-devices`, body: { ...fields, tariffId } };
      await run.make("IP devices", asked);
    }
  }
}

async function takeSipDevices(
  run: Run,
  customer: CustomerRecord,
  path: string | undefined,
  realm: string,
): Promise<void> {
  type Here = Pick<SipDeviceRecord, "id" | "login">;
  const known = path ? await listed<Here>(run.target, `${path}/sip-devices`) : [];
  for (const { id, tariff: _, secret, ...fields } of customer.sipDevices) {
    const found = known.find(({ login }) => login.toLowerCase() === fields.login.toLowerCase());
    const key = `sip ${id}`;
    if (found) {
      run.kept("SIP devices", key, found.id);
      continue;
    }
    const digests =
      "plain" in secret
        ? digestsOf({ login: fields.login, realm, secret: secret.plain })
        : { realm: secret.realm, md5: secret.md5, sha256: null };
    const asked = { id: key, where: customer.where, path: `${path}/takeover/sip-devices` };
    await run.make("SIP devices", { ...asked, body: { ...fields, ...digests } });
  }
}

async function takeDialing(run: Run, customer: CustomerRecord, path: string | undefined): Promise<void> {
  const known = path ? await listed<{ pattern: string }>(run.target, `${path}/dialing-routes`) : [];
  const there = new Set(known.map(({ pattern }) => patternDigits(pattern)));
  for (const { pattern, route } of customer.dialing) {
    const routeId = run.idOf("routes", route);
    if (there.has(patternDigits(pattern))) run.count("dialing routes", "kept");
    else if (!routeId && run.applies) run.refuse("dialing routes", customer.where, `route ${route} is not there.`);
    else {
      const asked = { id: `${customer.id} ${pattern}`, where: customer.where, path: `${path}/dialing-routes` };
      await run.make("dialing routes", { ...asked, body: { routeId: routeId ?? "", pattern } });
    }
  }
}

/** Lists that a person has changed here since are left. */
async function takeRules(run: Run, customer: CustomerRecord, path: string | undefined): Promise<void> {
  for (const list of listNames) {
    const wanted = customer.rules[list];
    const untouched = list === "cli-rules" ? "" : "%=>%";
    if (wanted.length === 0 || wanted.join("\n") === untouched) continue;
    const at = list === "cli-rules" ? `${path}/cli-rules` : `${path}/translation-rules/${list}`;
    const here = path ? (await run.target.ask("GET", at)).body : { text: untouched, version: 0 };
    const isSame = here.text.split("\n").toSorted().join("\n") === wanted.toSorted().join("\n");
    if (isSame) run.count("rule lists", "kept");
    else if (here.text !== untouched) run.refuse("rule lists", customer.where, `${list} was changed here and is left.`);
    else if (!run.applies) run.count("rule lists", "made");
    else {
      const headers = { "if-match": `"${here.version}"` };
      const reply = await run.target.ask("PUT", at, { text: wanted.join("\n") }, headers);
      if (reply.status >= 300) run.refuse("rule lists", customer.where, `${list}: ${refusal(reply)}`);
      else run.count("rule lists", "made");
    }
  }
}

/** A password that nobody knows: who is to sign in is sent a link. */
const unknownPassword = (): string => secretFrom(randomBytes(24));

async function takeCustomer(run: Run, customer: CustomerRecord, known: ReadonlyMap<string, CustomerHere>) {
  const { id, where, tariff, fields } = customer;
  const reseller = customer.reseller === null ? null : run.idOf("resellers", customer.reseller);
  const found = known.get(run.tag(id));
  if (found) run.kept("customers", id, found.account);
  else {
    const tariffId = run.idOf("tariffs", tariff);
    if (run.isMissing("tariffs", tariff)) return run.refuse("customers", where, `tariff ${tariff} is not there.`);
    if (run.isMissing("resellers", customer.reseller))
      return run.refuse("customers", where, `reseller ${customer.reseller} is not there.`);
    const body = { ...fields, tariffId, reseller, tags: [run.tag(id)], password: unknownPassword() };
    const reply = await run.make("customers", { id, where, path: "/customers", body });
    if (reply) run.know("customers", id, reply.body.account);
  }
}

export async function takeCustomers(run: Run, realm: string): Promise<void> {
  const known = await customersHere(run);
  for (const customer of run.records.customers) {
    await takeCustomer(run, customer, known);
    const account = run.idOf("customers", customer.id);
    if (!account && run.applies) continue;
    const path = account && `/customers/${account}`;
    await takeIpDevices(run, customer, path);
    await takeSipDevices(run, customer, path, realm);
    await takeRules(run, customer, path);
    await takeDialing(run, customer, path);
    await takeOpening(run, { ...customer, entry: customer.balance }, path);
    await takeInvoices(run, customer, path);
  }
}

/** What the number names and is not here: without it, it would be free, ring nowhere or be charged by another tariff. */
function missingOf(run: Run, { customer, ringsAt, tariff }: DidRecord): string | undefined {
  if (run.isMissing("customers", customer)) return `customer ${customer}`;
  const sip = ringsAt && `sip ${ringsAt}`;
  const ip = ringsAt && `ip ${ringsAt}`;
  if (run.isMissing("SIP devices", sip) && run.isMissing("IP devices", ip)) return `device ${ringsAt}`;
  return run.isMissing("tariffs", tariff) ? `tariff ${tariff}` : undefined;
}

async function takeDid(run: Run, did: DidRecord): Promise<void> {
  const { number, where, customer, ringsAt, forwardTo, tariff, monthlyRent, currency, status, description } = did;
  const found = await run.target.ask("GET", `/dids/${number}`);
  if (found.status === 200) return run.count("DIDs", "kept");
  const missing = missingOf(run, did);
  if (missing) return run.refuse("DIDs", where, `${number} is left out: its ${missing} is not there.`);
  const account = customer === null ? null : (run.idOf("customers", customer) ?? null);
  const device =
    ringsAt === null ? null : (run.idOf("SIP devices", `sip ${ringsAt}`) ?? run.idOf("IP devices", `ip ${ringsAt}`));
  const money = monthlyRent === "0" || currency === null ? {} : { monthlyRent, currency };
  const tariffId = tariff === null ? null : (run.idOf("tariffs", tariff) ?? null);
  const body = {
    numbers: [number],
    account,
    ringsAt: device ?? null,
    forwardTo,
    tariffId,
    status,
    description,
    ...money,
  };
  await run.make("DIDs", { id: number, where, path: "/dids", body });
}

export async function takeDids(run: Run): Promise<void> {
  for (const did of run.records.dids) await takeDid(run, did);
}
