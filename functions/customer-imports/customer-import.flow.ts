import { auditEntry } from "../audit/audit.store.ts";
import { allows, operator, type Permission, type Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { withChange } from "../sheets/with-change.ts";
import {
  getCustomerImport,
  importLayout,
  keepImport,
  keepLayout,
  sentSheet,
  startRun,
} from "./customer-import.store.ts";
import {
  type CustomerImportChange,
  type NewCustomerImport,
  noCounts,
  type StoredCustomerImport,
} from "./customer-import.ts";
import { type ImportKind, secretFields } from "./import-fields.ts";
import { type ImportLayoutChange, strangeFields } from "./import-layout.ts";

/** Job and rows are kept this long, like the sheet that is never applied. */
const keptDays = 30;

const nothingRead = {
  phase: "trial",
  status: "queued",
  progress: 0,
  rows: 0,
  counts: noCounts,
  failure: null,
  seen: null,
  mapping: {},
  settledLine: 0,
  sha256: null,
} as const satisfies Partial<StoredCustomerImport>;

/** What beside the customers themselves an import of the kind writes. */
export const alsoNeeded = (kind: ImportKind): Permission[] => (kind === "customers" ? [] : ["devices:write"]);

/** @throws Problem forbidden where a permission is missing */
function checkAllowed(kind: ImportKind, principal: Principal): void {
  for (const permission of alsoNeeded(kind))
    if (!allows(principal, permission)) throw new Problem("forbidden", `This needs the permission ${permission}.`);
}

/** @throws Problem invalid that names every field that is no good */
function checkSettings(
  kind: ImportKind,
  { mode, layout = {} }: { mode?: string | undefined; layout?: ImportLayoutChange | undefined },
) {
  const fields: FieldFault[] = [
    ...strangeFields(kind, layout).map((path) => ({
      path,
      message: "There is no such field in a sheet of this kind.",
    })),
    ...secretFields
      .filter((name) => layout.constants?.[name] !== undefined)
      .map((name) => ({ path: `layout.constants.${name}`, message: "Cannot be the same for everyone." })),
    ...(mode === "ADD_AND_CHANGE" && kind !== "customers"
      ? [{ path: "mode", message: "Devices are only added by a sheet." }]
      : []),
  ];
  if (fields.length > 0)
    throw new Problem("invalid", `Please correct: ${fields.map(({ path }) => path).join(", ")}.`, { fields });
}

/** An import that waits for its file. @throws Problem forbidden, invalid */
export async function beginImport(
  asked: NewCustomerImport,
  principal: Principal,
  at: number,
): Promise<StoredCustomerImport> {
  const { kind, mode, fileName } = asked;
  checkAllowed(kind, principal);
  checkSettings(kind, asked);
  const owner = principal.account ?? operator;
  const layout = withChange(await importLayout(owner, kind), asked.layout);
  const job: StoredCustomerImport = {
    id: newId("customerImport"),
    owner,
    asker: { id: principal.id, kind: principal.kind, account: principal.account ?? null },
    ...{ kind, mode, fileName, layout },
    ...nothingRead,
    isRemembered: asked.layout === undefined,
    reading: 1,
    createdAt: isoInstant(at),
    aliveAt: isoInstant(at),
    seq: 0,
    ttl: Math.ceil(at / 1000) + keptDays * 86_400,
  };
  await transact([keepImport(job), ...(asked.layout ? [keepLayout(owner, kind, layout)] : [])]);
  return { ...job, seq: 1 };
}

/** @throws Problem not_found, also for an import into another list */
export async function importFor(principal: Principal, id: string): Promise<StoredCustomerImport> {
  const job = /^cim_[0-9A-Z]{26}$/.test(id) ? await getCustomerImport(id) : undefined;
  if (!job || job.owner !== (principal.account ?? operator)) throw new Problem("not_found", "There is no such import.");
  return job;
}

/** Writes the next state with what goes with it. @throws Problem conflict when another came between */
async function next(
  job: StoredCustomerImport,
  change: Partial<StoredCustomerImport>,
  alongside: readonly Write[] = [],
) {
  const changed = { ...job, ...change };
  try {
    await transact([keepImport(changed), ...alongside]);
  } catch (cause) {
    if (!isRefusedForNow(cause)) throw cause;
    throw new Problem("conflict", "This import changed meanwhile. Load it again and repeat.", { cause });
  }
  return { ...changed, seq: job.seq + 1 };
}

/**
 * Another layout or mode; the sheet is tried again with it.
 * @throws Problem conflict for one that is being made or is made
 */
export async function changeImport(job: StoredCustomerImport, change: CustomerImportChange, at: number) {
  if (job.phase === "change") throw new Problem("conflict", "This import is applied. Start a new one.");
  const mode = change.mode ?? job.mode;
  checkSettings(job.kind, { mode, layout: change.layout });
  const layout = withChange(job.layout, change.layout);
  const kept = change.layout ? [keepLayout(job.owner, job.kind, layout)] : [];
  const isRemembered = job.isRemembered && change.layout === undefined;
  const begun = { ...nothingRead, mode, layout, isRemembered, reading: job.reading + 1, aliveAt: isoInstant(at) };
  const changed = await next(job, begun, kept);
  if (await sentSheet(job.id)) await startRun(job.id);
  return changed;
}

/**
 * Makes what was tried. Asking twice is asking once; one that was cancelled or broken off goes on.
 * @throws Problem conflict while the trial is not done; forbidden
 */
export async function applyImport(job: StoredCustomerImport, principal: Principal, at: number) {
  checkAllowed(job.kind, principal);
  if (job.phase === "change" && job.status === "done") return job;
  if (job.phase === "change" && job.status !== "cancelled" && job.status !== "failed") {
    await startRun(job.id);
    return job;
  }
  if (job.phase === "trial" && job.status !== "done") throw new Problem("conflict", "The trial is not over yet.");
  const { kind, mode, fileName, counts, id: subject } = job;
  const entry = auditEntry(
    { actor: principal, action: "customer-import.apply", subject, after: { kind, mode, fileName, ...counts } },
    at,
  );
  const { id, kind: asker, account = null } = principal;
  const begun = { phase: "change", status: "queued", failure: null, asker: { id, kind: asker, account } } as const;
  const progress = job.phase === "trial" ? 0 : job.progress;
  const changed = await next(job, { ...begun, progress, aliveAt: isoInstant(at) }, [entry]);
  await startRun(job.id);
  return changed;
}

/** Ends a trial or a change that is under way; what is made until then stays. */
export async function cancelImport(job: StoredCustomerImport, principal: Principal, at: number) {
  if (job.status !== "queued" && job.status !== "running") return job;
  const { kind, phase, fileName, id: subject } = job;
  const entry = auditEntry(
    { actor: principal, action: "customer-import.cancel", subject, after: { kind, phase, fileName } },
    at,
  );
  return next(job, { status: "cancelled" }, [entry]);
}
