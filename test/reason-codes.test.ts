import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FoldOutcome } from "../functions/analysis/folded-days.ts";
import { BulkReason } from "../functions/bulk-jobs/bulk-job.ts";
import { CallFileFailure } from "../functions/call-files/call-file.ts";
import { SuspenseReason } from "../functions/cdrs/cdr.ts";
import { coarserCopy } from "../functions/cdrs/coarser-copy.ts";
import { ComparisonFailure, RowFault } from "../functions/comparisons/comparison.ts";
import { CustomerImportFailure, RowReason } from "../functions/customer-imports/customer-import.ts";
import { RentReason } from "../functions/dids/rent.ts";
import { ExportFailure } from "../functions/exports/export.ts";
import { UploadFailure } from "../functions/intake/upload-failure.ts";
import { BillingFault } from "../functions/invoices/billing-run.ts";
import { FindingCode } from "../functions/ledger-checks/check-account.ts";
import { MailReason } from "../functions/mail/mail.ts";
import { problemStatus } from "../functions/platform/problem.ts";
import { RegistrationRefusal } from "../functions/registrations/told-registration.ts";
import { ReplayFailure } from "../functions/replay/replay.ts";
import { LostReason } from "../functions/rerates/rerate.ts";
import { RowSkip } from "../functions/routing/choose-routes.ts";
import { ImportFailure } from "../functions/sheets/sheet-unreadable.ts";
import { RefusalCode } from "../functions/switch/refusal.ts";
import { RejectReason } from "../functions/tariffs/sheet-refusal.ts";
import { DeliveryFault } from "../functions/webhooks/delivery.ts";

const manual = readFileSync("docs/reason-codes.md", "utf8");
const section = (title: string) => manual.split(/^## /m).find((part) => part.startsWith(title)) ?? "";
const codesOf = (text: string) => [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code).sort();

it.each([
  { title: "Suspense", codes: SuspenseReason.options },
  { title: "Duplicate", codes: [coarserCopy] },
  { title: "CDR upload", codes: UploadFailure.options },
  { title: "Rate import: a line", codes: RejectReason.options },
  { title: "Bulk change", codes: BulkReason.options },
  { title: "Rate import: a sheet", codes: ImportFailure.options },
  { title: "Replay", codes: ReplayFailure.options },
  { title: "Comparison: a row", codes: RowFault.options },
  { title: "Comparison: a file", codes: ComparisonFailure.options },
  { title: "Customer import: a row", codes: RowReason.options },
  { title: "Customer import: a sheet", codes: CustomerImportFailure.options },
  { title: "Route: a row", codes: RowSkip.options },
  { title: "Call: a refusal", codes: RefusalCode.options },
  { title: "Ledger check", codes: FindingCode.options },
  { title: "Day of calls", codes: FoldOutcome.options },
  { title: "DID: rent", codes: RentReason.options },
  { title: "Re-rating: a call", codes: LostReason.options },
  { title: "Registration", codes: RegistrationRefusal.options },
  { title: "Mail", codes: MailReason.options },
  { title: "Webhook: a try", codes: DeliveryFault.options },
  { title: "Call file", codes: CallFileFailure.options },
  { title: "Export", codes: ExportFailure.options },
  { title: "Billing run", codes: BillingFault.options },
])("the manual explains every code of $title and no other", ({ title, codes }) => {
  expect(codesOf(section(title))).toEqual([...codes].sort());
});

it("the manual names every error of the API with its status", () => {
  const errors = section("API errors");
  for (const [code, status] of Object.entries(problemStatus))
    expect(errors).toMatch(new RegExp(`\`${code}\`\\s${status}`));
});
