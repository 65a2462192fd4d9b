import type { Principal } from "../auth/access.ts";
import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { holderShown } from "../customers/holder-shown.flow.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { changeIpBlock, getIpBlock, type IpBlock } from "./device.store.ts";
import { blockOf, parseNetwork } from "./ip-network.ts";
import { type IpRow, mostRows, movedRows, rivalOf } from "./ip-row.ts";

const mostTries = 8;

/** Staff who may see customers are told whose the addresses are; everybody else that they are in use. */
export async function rivalProblem(rival: IpRow, wanted: IpRow, actor: Principal): Promise<Problem> {
  const prefix = wanted.dialPrefix === "" ? "any number" : `the dial prefix ${wanted.dialPrefix}`;
  const owner = await holderShown(rival.account, actor);
  const named = owner ? `${owner.company} (${owner.account})` : "another customer";
  const who = rival.account === wanted.account ? "this customer" : named;
  const message = `${rival.cidr} with ${prefix} already belongs to ${who}.`;
  return new Problem("conflict", message, { fields: [{ path: "ip", message }] });
}

const blockOfRow = (row: IpRow): string => {
  const network = parseNetwork(row.cidr);
  const block = network ? blockOf(network) : undefined;
  if (block === undefined) throw new Problem("invalid", "The network is too wide.");
  return block;
};

/** The row leaves its old place and takes its new one; both may be in one block. */
function blockWrites(
  blocks: ReadonlyMap<string, IpBlock>,
  before: IpRow | undefined,
  after: IpRow | undefined,
  at: number,
): Write[] {
  const id = (before ?? after)?.deviceId ?? "";
  return [...blocks].map(([name, block]) => {
    const here = after && blockOfRow(after) === name ? after : undefined;
    return changeIpBlock(name, block, movedRows(block, { id, after: here }, at));
  });
}

/** The row that a device's row would meet now. */
export const rivalOfRow = async (row: IpRow): Promise<IpRow | undefined> =>
  rivalOf(row, (await getIpBlock(blockOfRow(row))).rows);

async function refuseRivals(blocks: ReadonlyMap<string, IpBlock>, after: IpRow, actor: Principal): Promise<void> {
  const rows = blocks.get(blockOfRow(after))?.rows ?? [];
  const rival = rivalOf(after, rows);
  if (rival) throw await rivalProblem(rival, after, actor);
  if (rows.length >= mostRows)
    throw new Problem("conflict", `There are already ${mostRows} devices in ${blockOfRow(after)}.`);
}

async function load(rows: readonly (IpRow | undefined)[]): Promise<Map<string, IpBlock>> {
  const names = [...new Set(rows.flatMap((row) => (row ? [blockOfRow(row)] : [])))];
  const blocks = await Promise.all(names.map(async (name) => [name, await getIpBlock(name)] as const));
  return new Map(blocks);
}

const lostBlock = (error: unknown, blocks: number): boolean =>
  error instanceof Problem &&
  error.cause instanceof WriteRefused &&
  error.cause.cancellation.kind === "condition" &&
  error.cause.cancellation.indexes.some((index) => index < blocks);

/**
 * Moves a device's row in the network blocks, in one transaction with the other writes. Every write to a block is
 * against the version that was checked for rivals; when another device came in between, it is checked anew.
 * @throws Problem conflict when one of the addresses belongs to another device with the same dial prefix
 */
export async function moveIpRow(
  rows: { before?: IpRow; after?: IpRow },
  rest: readonly Guarded[],
  actor: Principal,
  at: number,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const blocks = await load([rows.before, rows.after]);
    if (rows.after) await refuseRivals(blocks, rows.after, actor);
    const writes = blockWrites(blocks, rows.before, rows.after, at);
    try {
      const changed = causeChanged([...blocks.keys()].map(causes.network), at);
      return await transactGuarded([...guarded([...writes, changed], "The network is busy."), ...rest]);
    } catch (error) {
      if (!lostBlock(error, writes.length)) throw error;
    }
  }
  throw new Problem("unavailable", "Many devices of this network are changing. Please try again.", {
    retryAfterSeconds: 1,
  });
}
