import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import emulators from "../test/support/emulators.ts";
import { fillDays } from "./filled-days.ts";
import { bundled, functionAlone } from "./function-alone.ts";
import type { Ended } from "./function-process.ts";

/**
 * Calls of one customer out of the table into files in the bucket, by the deployed function in a process of its own. The
 * product's own modules are loaded late: they read the addresses of the engines.
 */

const days = 25;

export interface Exported extends Ended {
  format: "csv" | "xlsx";
  rows: number;
  status: string;
  fileMegabytes: number;
}

export async function exportCalls(calls: number): Promise<Exported[]> {
  const stop = await emulators();
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-exports-"));
  const { staff } = await import("../test/support/api.ts");
  const { aCustomer, aTariff } = await import("../test/support/customers.ts");
  const admin = await staff();
  const { account } = await aCustomer(admin, await aTariff(admin));
  const perDay = Math.ceil(calls / days);
  await fillDays(
    account,
    Array.from({ length: days }, (_, day) => Math.max(0, Math.min(perDay, calls - day * perDay))),
  );
  const bundle = bundled(folder, "run-exports");
  const all: Exported[] = [];
  for (const format of ["csv", "xlsx"] as const) {
    const { id } = (await admin("POST", "/exports", { kind: "calls", format, filter: { account } })).body;
    const ended = await functionAlone(bundle, `export-requests/${id}`);
    const { rows, status, bytes } = (await admin("GET", `/exports/${id}`)).body;
    all.push({ ...ended, format, rows, status, fileMegabytes: (bytes ?? 0) / 1e6 });
  }
  await rm(folder, { recursive: true, force: true });
  await stop();
  return all;
}
