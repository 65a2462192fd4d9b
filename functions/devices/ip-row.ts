import * as z from "zod";
import { withFormer } from "./former-owner.ts";
import { covers, networkText, overlaps, parseNetwork } from "./ip-network.ts";

/** One IP device as the switch's question sees it. All rows of a block of addresses are kept in one item. */
export const IpRow = z.object({
  /** Canonical text; a single address has no mask. */
  cidr: z.string(),
  /** Digits that the dialled number must begin with, without `%`; empty = any number. They are stripped. */
  dialPrefix: z.string(),
  account: z.string(),
  deviceId: z.string(),
  status: z.enum(["ACTIVE", "INACTIVE"]),
  tariffId: z.string().optional(),
});
export type IpRow = z.infer<typeof IpRow>;

/** A row as it is kept. `from`: since when it is the device's, epoch ms; 0 = before this was kept. */
export const KeptRow = IpRow.extend({ from: z.number().default(0) });
type KeptRow = z.infer<typeof KeptRow>;
/** A row that was released: the device's in [from, until), epoch ms. */
export const FormerRow = KeptRow.extend({ until: z.number() });
export type FormerRow = z.infer<typeof FormerRow>;
/** Rows of now and of before. */
export type OwnedRow = KeptRow & { until?: number | undefined };

const maskOf = (row: IpRow): number => parseNetwork(row.cidr)?.bits ?? 0;

/** The rows whose network holds the address: longest mask first, then longest dial prefix. The first whose prefix matches the number decides. */
export function rowsOf<Row extends IpRow>(ip: string, rows: readonly Row[]): Row[] {
  const address = parseNetwork(ip);
  if (!address) return [];
  const own = networkText(address);
  return rows
    .filter(({ cidr }) => {
      // Nearly all rows are single addresses, which are told by their text: a block may have a thousand of them.
      if (!cidr.includes("/")) return cidr === own;
      const network = parseNetwork(cidr);
      return network !== undefined && covers(network, address);
    })
    .sort((a, b) => maskOf(b) - maskOf(a) || b.dialPrefix.length - a.dialPrefix.length);
}

/** The row that already speaks for one of these addresses with the same dial prefix: a second one would be a coin toss. */
export function rivalOf(wanted: IpRow, rows: readonly IpRow[]): IpRow | undefined {
  const network = parseNetwork(wanted.cidr);
  return rows.find((row) => {
    const other = parseNetwork(row.cidr);
    if (!network || !other || row.deviceId === wanted.deviceId) return false;
    return row.dialPrefix === wanted.dialPrefix && overlaps(network, other);
  });
}

/** Rows that one block of addresses may have, and as many former ones: about 300 KB of the 400 KB that an item can hold. */
export const mostRows = 1000;

/** The rows after a device's row has left its place or taken another; another tariff or status leaves it where it is. */
export function movedRows(
  block: { rows: readonly KeptRow[]; former: readonly FormerRow[] },
  device: { id: string; after: IpRow | undefined },
  at: number,
): { rows: KeptRow[]; former: FormerRow[] } {
  const { id, after } = device;
  const seen = block.rows.find((row) => row.deviceId === id);
  const stays = seen !== undefined && seen.cidr === after?.cidr && seen.dialPrefix === after.dialPrefix;
  const others = block.rows.filter((row) => row.deviceId !== id);
  const gone = seen && !stays ? [{ ...seen, until: at }] : [];
  return {
    rows: after ? [...others, { ...after, from: stays ? seen.from : at }] : others,
    former: withFormer(block.former, gone, { at, most: mostRows }),
  };
}
