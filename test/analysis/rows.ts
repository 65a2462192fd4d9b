import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { aCdr, rated } from "../sim/calls.ts";

type Over = Partial<Omit<CallRow, "cdr">> & { cdr?: Partial<CallRow["cdr"]> };

/** A posted call that was answered, with other fields where they are given. */
export function aRow({ cdr, ...over }: Over = {}): CallRow {
  const call = aCdr({ callId: crypto.randomUUID(), setupMs: 1_790_000_000_000, ...cdr });
  const { row } = rated({ chain: ["C00000001"], cdr: call, authorizationId: null }, "delivery", 1);
  return { ...row, ...over };
}
