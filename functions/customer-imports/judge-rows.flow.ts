import { allows, type Permission, type Principal } from "../auth/access.ts";
import { faultSources } from "../customers/customer-faults.flow.ts";
import { askerNow } from "../exports/asker.flow.ts";
import { now } from "../platform/clock.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { listTariffs } from "../tariffs/tariff.store.ts";
import { alsoNeeded } from "./customer-import.flow.ts";
import type { StoredCustomerImport } from "./customer-import.ts";
import type { ImportKind } from "./import-fields.ts";
import type { Judge, Judged } from "./judge.flow.ts";
import { judgeCustomers } from "./judge-customers.flow.ts";
import { ipDeviceJudge } from "./judge-ip-devices.flow.ts";
import { judgeSipDevices } from "./judge-sip-devices.flow.ts";
import type { RowRules, SheetRequest } from "./sheet-request.ts";

/** Judges rows part by part, in their order: what earlier parts asked for is remembered. */
export type JudgeRows = (requests: readonly SheetRequest[]) => Promise<Judged[]>;

function judgeOf(kind: ImportKind, judge: Judge): JudgeRows {
  if (kind === "customers") return (requests) => judgeCustomers(requests, judge);
  return kind === "ip-devices" ? ipDeviceJudge(judge) : (requests) => judgeSipDevices(requests, judge);
}

/** In whose name the rows are made; undefined where whoever began it may no longer do that. */
async function actorOf({ asker, kind }: StoredCustomerImport): Promise<Principal | undefined> {
  const actor = await askerNow(asker, now());
  const needed: Permission[] = ["customers:write", ...alsoNeeded(kind)];
  return actor && needed.every((permission) => allows(actor, permission)) ? actor : undefined;
}

/** Ids of the operator's tariffs by name, in small letters. */
async function tariffNames(): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for await (const { items } of pagesOf((after: After) => listTariffs(undefined, { limit: 200, after }))) {
    const own = items.filter(({ owner, kind }) => owner === null && kind === "SELL");
    for (const { id, name } of own) ids.set(name.toLowerCase(), [...(ids.get(name.toLowerCase()) ?? []), id]);
  }
  return ids;
}

export interface Bench {
  actor: Principal;
  judge: JudgeRows;
  tariffs: RowRules["tariffs"];
}

/** What one run judges by; undefined where it may not. */
export async function benchOf(job: StoredCustomerImport): Promise<Bench | undefined> {
  const actor = await actorOf(job);
  if (!actor) return undefined;
  const firstLines = job.phase === "trial" ? new Map<string, number>() : undefined;
  const judge: Judge = { actor, mode: job.mode, sources: await faultSources(), firstLines };
  return { actor, judge: judgeOf(job.kind, judge), tariffs: await tariffNames() };
}
