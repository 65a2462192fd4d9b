import { auditPage } from "../../audit/audit.store.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import { isoDay } from "../../platform/clock.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { Problem } from "../../platform/problem.ts";
import { checkAccountInReach } from "../../resellers/in-reach.flow.ts";
import { type SuspendedView, suspendedView } from "../../suspense/suspended.ts";
import { suspensePage } from "../../suspense/suspense-page.store.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

const pageSize = 500;

const auditColumns: Column<AuditEntry>[] = [
  column("id", "Id"),
  column("at", "At", "instant"),
  column("actor", "Actor"),
  column("actorKind", "Kind of actor"),
  column("inSessionOf", "In the session of"),
  column("action", "Action"),
  column("subject", "Subject"),
  column("account", "Account code"),
  derived({ id: "before", title: "Before", type: "text" }, (entry) => JSON.stringify(entry.before)),
  derived({ id: "after", title: "After", type: "text" }, (entry) => JSON.stringify(entry.after)),
];

/** A day holds what was done to everybody, which only the operator's own people may see. */
async function checkAudit({ account }: FiltersOf<"audit">, { principal }: Scope): Promise<void> {
  if (account !== undefined) await checkAccountInReach(account, principal);
  else if (principal.account !== undefined) throw new Problem("not_found", "Please name an account.");
}

async function* auditPages(filter: FiltersOf<"audit">, { at }: Scope) {
  const pages = pagesOf((after: After) => auditPage(filter, isoDay(at), { limit: pageSize, after }));
  for await (const { items } of pages) yield { rows: items };
}

export const auditRows = exportKind<FiltersOf<"audit">, AuditEntry>({
  columns: auditColumns,
  pages: auditPages,
  check: checkAudit,
});

const suspenseColumns: Column<SuspendedView>[] = [
  column("id", "Id"),
  column("reason", "Reason"),
  column("detail", "Detail"),
  column("source", "CDR source"),
  column("delivery", "Delivery"),
  column("upload", "Upload"),
  column("line", "Line", "number"),
  column("parkedAt", "Parked", "instant"),
  column("canRetry", "Can be retried", "flag"),
  derived({ id: "writtenOffAt", title: "Written off", type: "instant" }, ({ writtenOff }) => writtenOff?.at ?? null),
  derived(
    { id: "writtenOffNote", title: "Written off, why", type: "text" },
    ({ writtenOff }) => writtenOff?.note ?? null,
  ),
  column("raw", "Record"),
];

async function* suspensePages(filter: FiltersOf<"suspense">) {
  const pages = pagesOf((from: Parameters<typeof suspensePage>[2]) => suspensePage(filter, pageSize, from));
  for await (const { items } of pages) yield { rows: items.map(suspendedView) };
}

export const suspenseRows = exportKind<FiltersOf<"suspense">, SuspendedView>({
  columns: suspenseColumns,
  pages: suspensePages,
});
