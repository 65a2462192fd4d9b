import { always, type Column, orNull } from "../cdrs/column.ts";
import { openColumns } from "../cdrs/column-reader.ts";
import { ColumnWriter } from "../cdrs/columns.ts";
import { cellAmounts, cellCounts, type TrafficCell } from "./traffic-cell.ts";

/**
 * Cells packed column by column, as calls are. A change of the layout takes the next number and a reader of its own. Of
 * each two the second says whose the calls are, too. The first two do not tell calls at a loss, nor what the account at
 * the top pays where the cost is not known: read from them, it is what the account itself pays.
 */
const [oldOfOneAccount, oldOfAccounts, ofOneAccount, ofAccounts] = [1, 2, 3, 4] as const;
const laterSums: ReadonlySet<string> = new Set(["lossCalls", "net", "loss"]);

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

const netOf = ({ charge, tax }: Record<string, Column<unknown>>): Column<bigint> => ({
  at: (row) => (charge?.at(row) as bigint) - (tax?.at(row) as bigint),
});

/** @throws Error for bytes of another layout */
export function decodeCells(bytes: Uint8Array): TrafficCell[] {
  const block = openColumns(bytes);
  const head = block.numbers(2);
  const [version, n] = [head.at(0), head.at(1)];
  if (!(version >= oldOfOneAccount && version <= ofAccounts))
    throw new Error(`cells of layout ${version} cannot be read`);
  const isOld = version <= oldOfAccounts;
  const isThere = (name: string): boolean => !(isOld && laterSums.has(name));
  const columns: Record<string, Column<unknown>> = { quarter: block.deltas(n) };
  for (const name of texts) columns[name] = block.repeating(n);
  for (const name of optionals) columns[name] = orNull(block.numbers(n));
  for (const name of cellCounts) columns[name] = isThere(name) ? block.numbers(n) : always(0);
  for (const name of cellAmounts) columns[name] = isThere(name) ? block.rounded(n) : always(0n);
  if (isOld) columns["net"] = netOf(columns);
  const saysWhose = version === oldOfAccounts || version === ofAccounts;
  for (const name of owners) columns[name] = saysWhose ? block.repeating(n) : always(null);
  // The columns are the whole of the type; the round trip is a property test.
  return Array.from(
    { length: n },
    (_, i) =>
      Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of.at(i)])) as unknown as TrafficCell,
  );
}
