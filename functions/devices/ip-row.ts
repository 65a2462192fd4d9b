import * as z from "zod";
import { covers, overlaps, parseNetwork } from "./ip-network.ts";

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

const maskOf = (row: IpRow): number => parseNetwork(row.cidr)?.bits ?? 0;

/** The rows whose network holds the address: longest mask first, then longest dial prefix. The first whose prefix matches the number decides. */
export function rowsOf(ip: string, rows: readonly IpRow[]): IpRow[] {
  const address = parseNetwork(ip);
  if (!address) return [];
  return rows
    .filter((row) => {
      const network = parseNetwork(row.cidr);
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
