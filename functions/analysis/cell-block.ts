import { ColumnReader, ColumnWriter } from "../cdrs/columns.ts";
import { cellAmounts, cellCounts, type TrafficCell } from "./traffic-cell.ts";

/**
 * Cells packed column by column, as calls are. A change of the layout takes the next number and a reader of its own. The
 * second one says whose the calls are, too; cells of one account are still written in the first.
 */
const [ofOneAccount, ofAccounts] = [1, 2];

/** Columns in the order in which they are stored. */
const texts = [
  ...(["direction", "prefix", "destination", "vendorId", "gatewayId", "deviceId"] as const),
  ...(["disposition", "refusal"] as const),
];
const owners = ["account", "currency"] as const;
const optionals = ["sipCode", "q850", "pddBucket"] as const;

export function encodeCells(cells: readonly TrafficCell[]): Uint8Array {
  const out = new ColumnWriter();
  const inOrder = [...cells].sort((a, b) => a.quarter - b.quarter);
  const layout = inOrder.some(({ account, currency }) => (account ?? currency) !== null) ? ofAccounts : ofOneAccount;
  out.numbers([layout, inOrder.length]);
  out.deltas(inOrder.map(({ quarter }) => quarter));
  for (const name of texts) out.repeating(inOrder.map((cell) => cell[name]));
  for (const name of optionals) out.numbers(inOrder.map((cell) => cell[name] ?? -1));
  for (const name of cellCounts) out.numbers(inOrder.map((cell) => cell[name]));
  for (const name of cellAmounts) out.rounded(inOrder.map((cell) => cell[name]));
  if (layout === ofAccounts) for (const name of owners) out.repeating(inOrder.map((cell) => cell[name]));
  return out.finish();
}

/** @throws Error for bytes of another layout */
export function decodeCells(bytes: Uint8Array): TrafficCell[] {
  const block = new ColumnReader(bytes);
  const [version, n] = block.numbers(2) as [number, number];
  if (version !== ofOneAccount && version !== ofAccounts) throw new Error(`cells of layout ${version} cannot be read`);
  const columns: Record<string, readonly unknown[]> = { quarter: block.deltas(n) };
  for (const name of texts) columns[name] = block.repeating(n);
  for (const name of optionals) columns[name] = block.numbers(n).map((value) => (value < 0 ? null : value));
  for (const name of cellCounts) columns[name] = block.numbers(n);
  for (const name of cellAmounts) columns[name] = block.rounded(n);
  const none = new Array<null>(n).fill(null);
  for (const name of owners) columns[name] = version === ofAccounts ? block.repeating(n) : none;
  // The columns are the whole of the type; the round trip is a property test.
  return Array.from(
    { length: n },
    (_, i) => Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of[i]])) as unknown as TrafficCell,
  );
}
