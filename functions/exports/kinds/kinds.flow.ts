import { allows, isOpenTo } from "../../auth/access.ts";
import { Problem } from "../../platform/problem.ts";
import { type ExportKindName, type FiltersOf, permissionOf, whoseOf } from "../export.ts";
import { analysisRows, overallRows } from "./analysis-rows.flow.ts";
import { callRows } from "./call-rows.flow.ts";
import { comparisonRows, differenceRows } from "./comparison-rows.flow.ts";
import { customerRows } from "./customer-rows.flow.ts";
import { deviceRows } from "./device-rows.flow.ts";
import { invoiceRows } from "./invoice-rows.flow.ts";
import type { ExportKind, Scope } from "./kind.ts";
import { statementRows, vendorStatementRows } from "./money-rows.flow.ts";
import { didRows, routeRows } from "./number-rows.flow.ts";
import { auditRows, suspenseRows } from "./office-rows.flow.ts";
import { paymentRows } from "./payment-rows.flow.ts";
import { priceRows } from "./price-rows.flow.ts";
import { rateRows } from "./rate-rows.flow.ts";
import { rerateRows } from "./rerate-rows.flow.ts";
import { resellerRows } from "./reseller-rows.flow.ts";

const kinds: { [Kind in ExportKindName]: ExportKind<FiltersOf<Kind>> } = {
  customers: customerRows,
  resellers: resellerRows,
  devices: deviceRows,
  dids: didRows,
  routes: routeRows,
  rates: rateRows,
  calls: callRows,
  analysis: analysisRows,
  "overall-analysis": overallRows,
  statement: statementRows,
  "vendor-statement": vendorStatementRows,
  payments: paymentRows,
  prices: priceRows,
  invoices: invoiceRows,
  audit: auditRows,
  suspense: suspenseRows,
  rerate: rerateRows,
  comparison: comparisonRows,
  differences: differenceRows,
};

/** The kind of that name. Its filter was checked by the schema of the same name, or read back as it was kept. */
export const kindOf = (name: ExportKindName): ExportKind<Record<string, unknown>> =>
  kinds[name] as unknown as ExportKind<Record<string, unknown>>;

/** @throws Problem forbidden without the right to read the list, not_found for what is out of reach */
export async function checkAllowed(kind: ExportKindName, filter: object, scope: Scope): Promise<void> {
  const permission = permissionOf[kind];
  if (!allows(scope.principal, permission)) throw new Problem("forbidden", `This needs the permission ${permission}.`);
  const named = "account" in filter && filter.account !== undefined;
  if (!isOpenTo(scope.principal, named ? "account" : whoseOf[kind]))
    throw new Problem("forbidden", "This is for the operator's own people.");
  await kindOf(kind).check(filter as Record<string, unknown>, scope);
}
