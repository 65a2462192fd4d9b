import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { operator } from "../auth/access.ts";
import { accountPage, behindAccount, listState } from "../customers/listing.store.ts";
import { allSources } from "../intake/source.store.ts";
import { lookAtUpload } from "../intake/upload.flow.ts";
import { uploadPage } from "../intake/upload.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import type { Nano } from "../money/money.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { transact } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { daySums } from "../reconcile/figures.store.ts";
import { plus, type Sums } from "../reconcile/figures.ts";
import { resellerAccountsOf } from "../resellers/reseller.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dayMs } from "../time/day.ts";
import { allVendors } from "../vendors/vendor.store.ts";
import { chargedInAll, checkAccount, type RowCounts } from "./check-account.flow.ts";
import type { Finding } from "./check-account.ts";
import { checkVendor } from "./check-vendor.flow.ts";
import { addCheck, getCheck, goOn, saveCheck, startCheck } from "./ledger-check.store.ts";
import {
  type Counts,
  figureFinding,
  recentDays,
  resaleFinding,
  type StoredCheck,
  withFindings,
} from "./ledger-check.ts";

const accountsAtOnce = 25;
const filesLooked = 200;
const none: Counts = { charged: 0, zeroRated: 0 };

/** What was ever counted of each source. */
async function countedOf(sources: readonly { id: string }[]): Promise<Record<string, Counts>> {
  const counted: Record<string, Counts> = {};
  for (const { id } of sources) {
    const sums = [...(await daySums(id, "0000-01-01", "9999-12-31")).values()].reduce<Sums>(plus, {});
    counted[id] = { charged: Number(sums["charged"] ?? 0), zeroRated: Number(sums["zeroRated"] ?? 0) };
  }
  return counted;
}

/** Writes a run down and has it begun. `actor` undefined: by the clock. */
export async function beginCheck(full: boolean, actor: Principal | undefined, at: number): Promise<StoredCheck> {
  const id = newId("ledgerCheck");
  const check: StoredCheck = {
    ...{ id, status: "queued", progress: 0, full, createdAt: isoInstant(at), createdBy: actor?.id ?? "system" },
    ...{ finishedAt: null, accounts: 0, calls: 0, files: 0, sources: 0, wrong: 0, findings: [] },
    ...{ after: null, total: 0, before: {}, rows: {}, resoldBefore: {}, resold: {}, attempt: 0, v: 1 },
  };
  await transact([addCheck(check), auditEntry({ actor, action: "ledger.check", subject: id, after: { full } }, at)]);
  await startCheck(id);
  return check;
}

const withRows = (rows: StoredCheck["rows"], more: RowCounts): StoredCheck["rows"] => {
  const sum = { ...rows };
  for (const [source, { charged, zeroRated }] of more) {
    const { charged: c, zeroRated: zero } = sum[source] ?? none;
    sum[source] = { charged: c + charged, zeroRated: zero + zeroRated };
  }
  return sum;
};

/** One account more; what cannot be read is a finding, and the others are looked at all the same. */
async function withAccount(check: StoredCheck, account: string): Promise<StoredCheck> {
  const sinceMs = check.full ? 0 : Date.parse(check.createdAt) - recentDays * dayMs;
  try {
    const checked = await checkAccount(account, sinceMs);
    if (!checked) return check;
    const rows = withRows(check.rows, checked.rows);
    const resold = check.full ? withResold(check.resold, checked.resold) : check.resold;
    const counted = { ...check, calls: check.calls + checked.calls, rows, resold };
    return withFindings({ ...counted, accounts: check.accounts + 1 }, checked.findings);
  } catch (error) {
    log.error("an account could not be checked", { account, error });
    const detail = error instanceof Error ? error.message.slice(0, 200) : "";
    return withFindings(check, [{ code: "NOT_READABLE", subject: account, expected: "", found: "", detail }]);
  }
}

async function resoldNow(): Promise<Record<string, Nano>> {
  const found: Record<string, Nano> = {};
  for (const account of await resellerAccountsOf(operator)) found[account] = await chargedInAll(account);
  return found;
}

const withResold = (resold: StoredCheck["resold"], more: ReadonlyMap<string, Nano>): StoredCheck["resold"] => ({
  ...resold,
  ...Object.fromEntries([...more].map(([account, charge]) => [account, (resold[account] ?? 0n) + charge])),
});

/** Resellers' own books, and in a full run what the calls below say that they were charged. */
async function withResellers(check: StoredCheck): Promise<StoredCheck> {
  let next = check;
  for (const account of await resellerAccountsOf(operator)) next = await withAccount(next, account);
  if (!check.full) return next;
  const after = await resoldNow();
  const findings = Object.entries(after).flatMap(([account, charged]) =>
    // One that was added meanwhile has nothing from before.
    resaleFinding(account, {
      before: check.resoldBefore[account] ?? 0n,
      calls: check.resold[account] ?? 0n,
      after: charged,
    }),
  );
  return withFindings(next, findings);
}

/** Files that are done and of which lines became nothing. */
async function fileFindings(): Promise<{ looked: number; findings: Finding[] }> {
  const { items } = await uploadPage({ limit: filesLooked, after: undefined, source: undefined });
  const findings: Finding[] = [];
  let looked = 0;
  for (const upload of items) {
    const view = await lookAtUpload(upload);
    if (view.status !== "done") continue;
    looked++;
    if (view.open > 0)
      findings.push({
        ...{
          code: "FILE_NOT_WHOLE",
          subject: view.id,
          expected: String(view.lines),
          found: String(view.lines - view.open),
        },
        detail: `${view.fileName}: charged + zero + duplicate + parked + written off + joined`,
      });
  }
  return { looked, findings };
}

/** What is wrong with the books of vendors. An operator has tens of them. */
async function findingsOfVendors(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id } of await allVendors()) findings.push(...(await checkVendor(id)));
  return findings;
}

/** Tells the support of what was found, once a check. */
async function alarm({ id, wrong, findings }: StoredCheck): Promise<void> {
  log.error("the ledger check found what should not be", { job: id, count: wrong });
  const { supportEmail } = await getSettings();
  const [first] = findings;
  const values = { check: id, count: String(wrong), first: first ? `${first.code} of ${first.subject}` : "" };
  const to = supportEmail === null ? [] : [supportEmail];
  try {
    await transact(await mailWrites({ kind: "LEDGER_ALARM", cause: id, to, values }, now()));
  } catch (error) {
    if (!isRefusedForNow(error)) throw error;
  }
}

/** The last step: resellers, vendors, files, and of a full run the sources' figures against the calls that stand. */
async function finish(seen: StoredCheck): Promise<void> {
  const check = { ...(await withResellers(seen)), v: seen.v };
  const files = await fileFindings();
  const sources = check.full ? await allSources() : [];
  const after = await countedOf(sources);
  const figures = sources.flatMap(({ id }) =>
    figureFinding(id, { before: check.before[id] ?? none, rows: check.rows[id] ?? none, after: after[id] ?? none }),
  );
  const done = withFindings({ ...check, files: files.looked, sources: sources.length }, [
    ...(await findingsOfVendors()),
    ...files.findings,
    ...figures,
  ]);
  if (done.wrong > 0) await alarm(done);
  await saveCheck(seen, { ...done, status: "done", progress: 100, finishedAt: isoInstant(now()), v: seen.v });
}

async function begun(seen: StoredCheck): Promise<StoredCheck | undefined> {
  if (seen.status !== "queued") return saveCheck(seen, { attempt: seen.attempt + 1 });
  const before = seen.full ? await countedOf(await allSources()) : {};
  const resoldBefore = seen.full ? await resoldNow() : {};
  const { customers } = await listState(operator);
  return saveCheck(seen, { status: "running", before, resoldBefore, total: customers, attempt: seen.attempt + 1 });
}

/**
 * One part of a run, as long as time is left; then the next part is begun. Safe to start any number of times: whoever
 * finds that another one has gone on stops.
 */
export async function runCheck(id: string, workMsLeft: () => number): Promise<void> {
  const seen = await getCheck(id);
  if (!seen || seen.status === "done" || seen.status === "failed") return;
  let check = await begun(seen);
  while (check) {
    const place = check.after === null ? undefined : behindAccount(operator, check.after);
    const page = await accountPage(operator, "", { place, limit: accountsAtOnce });
    let next: StoredCheck = check;
    for (const { account } of page.rows) next = { ...(await withAccount(next, account)), after: account };
    if (page.rows.length < accountsAtOnce) {
      const last = await saveCheck(check, { ...next, v: check.v });
      return last && finish(last);
    }
    const progress = Math.min(95, Math.floor((95 * next.accounts) / Math.max(1, check.total)));
    check = await saveCheck(check, { ...next, progress, v: check.v });
    if (check && workMsLeft() < 60_000) return goOn(id);
  }
}
