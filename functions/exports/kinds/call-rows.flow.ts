import { seesVendors } from "../../auth/access.ts";
import { type Call, callOf, withoutVendor } from "../../cdrs/call.ts";
import { callFilterOf, checkVendorFilters } from "../../cdrs/call-filter.ts";
import { listCalls } from "../../cdrs/list-calls.flow.ts";
import { customerInReach } from "../../customers/in-reach.flow.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { type Column, column } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

const pageSize = 2000;

const columns: Column<Call>[] = [
  column("id", "Id"),
  column("source", "CDR source"),
  column("callId", "Call id of the switch"),
  column("account", "Account code"),
  column("direction", "Direction"),
  column("setupAt", "Setup", "instant"),
  column("answeredAt", "Answered", "instant"),
  column("endedAt", "Ended", "instant"),
  column("cliReceived", "CLI received"),
  column("cldReceived", "CLD received"),
  column("cli", "CLI"),
  column("cld", "CLD"),
  column("prefix", "Prefix"),
  column("destination", "Destination"),
  column("tariffId", "Tariff"),
  column("tariffVersion", "Tariff version", "number"),
  column("durationSeconds", "Duration seconds", "number"),
  column("billedSeconds", "Billed seconds", "number"),
  column("charge", "Charge", "number"),
  column("tax", "Tax", "number"),
  column("cost", "Cost", "number"),
  column("costCurrency", "Cost currency"),
  column("margin", "Margin", "number"),
  column("marginCurrency", "Margin currency"),
  column("vendorId", "Vendor"),
  column("gatewayId", "Gateway"),
  column("gateway", "Gateway as sent"),
  column("deviceId", "Device"),
  column("disposition", "Disposition"),
  column("sipCode", "SIP code", "number"),
  column("disconnectCause", "Disconnect cause (Q.850)", "number"),
  column("pddMs", "PDD ms", "number"),
  column("loss", "Loss", "flag"),
];

async function* pages({ account, ...filters }: FiltersOf<"calls">, { at, principal }: Scope) {
  const filter = callFilterOf(filters, at);
  for await (const page of pagesOf((after: After) => listCalls(account, filter, { limit: pageSize, after }))) {
    const calls = page.calls.map(({ row, id }) => callOf(row, account, id));
    const rows = seesVendors(principal) ? calls : calls.map(withoutVendor);
    const last = page.calls.at(-1)?.row.cdr.setupMs;
    // Newest first: what lies between the end and the last call has been read.
    yield {
      rows,
      done: last === undefined ? undefined : (filter.toMs - last) / Math.max(1, filter.toMs - filter.fromMs),
    };
  }
}

async function check({ account, ...filters }: FiltersOf<"calls">, { at, principal }: Scope): Promise<void> {
  await customerInReach(account, principal);
  checkVendorFilters(filters, seesVendors(principal));
  callFilterOf(filters, at);
}

export const callRows = exportKind<FiltersOf<"calls">, Call>({ columns, pages, check });
