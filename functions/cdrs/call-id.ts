/**
 * A call's id says where its row is: account, block (by its last setup, the balance's `seq` and a number within the
 * transaction) and row. `C00000012.mgoq2r80.1a.0.7`
 */
export interface BlockName {
  lastSetupMs: number;
  seq: number;
  ordinal: number;
}

export interface CallPlace extends BlockName {
  account: string;
  row: number;
}

/** In the place of `seq` where calls were taken over from another system: no write of a balance has it. */
export const outsideTheLedger = 0;

/** A block's sort key: `2026-10-13T09:00:00.000Z#000000000012.00`. The last setup first, so that the newest is found first. */
export const blockName = ({ lastSetupMs, seq, ordinal }: BlockName): string =>
  `${new Date(lastSetupMs).toISOString()}#${String(seq).padStart(12, "0")}.${String(ordinal).padStart(2, "0")}`;

export function parseBlockName(name: string): BlockName {
  const parts = /^(.+Z)#(\d+)\.(\d+)$/.exec(name);
  if (!parts) throw new Error(`not the name of a block: ${name}`);
  return { lastSetupMs: Date.parse(parts[1] as string), seq: Number(parts[2]), ordinal: Number(parts[3]) };
}

export const callId = ({ account, lastSetupMs, seq, ordinal, row }: CallPlace): string =>
  [account, ...[lastSetupMs, seq, ordinal, row].map((part) => part.toString(36))].join(".");

const idForm = /^([A-Za-z0-9]{1,20})\.([0-9a-z]{1,10})\.([0-9a-z]{1,9})\.([0-9a-z]{1,2})\.([0-9a-z]{1,4})$/;

/** Undefined for text that cannot be a call's id. */
export function parseCallId(id: string): CallPlace | undefined {
  const parts = idForm.exec(id);
  if (!parts) return undefined;
  const [lastSetupMs, seq, ordinal, row] = parts.slice(2).map((part) => Number.parseInt(part, 36));
  const place = { account: parts[1] as string, lastSetupMs, seq, ordinal, row } as CallPlace;
  return place.lastSetupMs < 253_402_300_800_000 ? place : undefined;
}
