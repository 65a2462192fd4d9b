import { type CallRow, noVendor } from "./call-row.ts";
import { ColumnReader, ColumnWriter } from "./columns.ts";
import { readUpper, unknownRating, writeUpper } from "./upper-columns.ts";
import { readVendors, writeVendors } from "./vendor-columns.ts";

/**
 * Calls packed column by column. Every row keeps its identity and content hash, so that marks and balances can be built
 * again from the blocks alone. A change of the layout takes the next number and a reader of its own; old blocks stay.
 */
const layout = 3;
/** Blocks of before resellers were charged by tariffs of their own. */
const withoutUpper = 2;
/** Blocks of before vendors had costs. */
const withoutVendors = 1;

/** Null and whole numbers ≥ 0 in one column. */
const optional = (value: number | null): number => (value === null ? -1 : value);
const present = (value: number): number | null => (value < 0 ? null : value);

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID's 16 bytes are written as they are; as text they would take 19 even when compressed. */
function writeCallIds(out: ColumnWriter, callIds: readonly string[]): void {
  const uuids = callIds.map((id) => uuidForm.test(id));
  out.numbers(uuids.map(Number));
  for (const [i, id] of callIds.entries()) if (uuids[i]) out.raw(Buffer.from(id.replaceAll("-", ""), "hex"));
  out.texts(
    callIds.filter((_, i) => !uuids[i]),
    "texts",
  );
}

function readCallIds(block: ColumnReader, rows: number): string[] {
  const uuids = block.numbers(rows);
  const raw = uuids.map((is) => (is ? Buffer.from(block.raw(16)).toString("hex") : undefined));
  const texts = block.texts(raw.filter((id) => id === undefined).length, "texts");
  return raw.map((hex) => (hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : (texts.shift() ?? "")));
}

/** `after` told by what it shares with the end of `before`: how much of the head was cut, and what stands there instead. */
function writeRewrites(out: ColumnWriter, before: readonly string[], after: readonly string[]): void {
  const cuts = before.map((text, i) => {
    const other = after[i] ?? "";
    let shared = 0;
    while (shared < text.length && shared < other.length && text.at(-1 - shared) === other.at(-1 - shared)) shared++;
    return { cut: text.length - shared, head: other.slice(0, other.length - shared) };
  });
  out.numbers(cuts.map(({ cut }) => cut));
  out.repeating(cuts.map(({ head }) => head));
}

function readRewrites(block: ColumnReader, before: readonly string[]): string[] {
  const cuts = block.numbers(before.length);
  const heads = block.repeating(before.length);
  return before.map((text, i) => (heads[i] ?? "") + text.slice(cuts[i]));
}

const lines = (values: (string | null)[]): string[] => values.map((value) => value ?? "");

/** Columns of text that repeat, in the order in which they are stored. Adding one is a new layout. */
const cdrTexts = [
  "switch",
  "direction",
  "precision",
  "durationSource",
  "accountCode",
  "sourceIp",
  "sipUser",
  "gateway",
  "destinationIp",
  "causeText",
  "releasedBy",
  "codec",
] as const;
const rowTexts = ["source", "deliveryId", "deviceId", "kind", "tariffId", "cardId", "destination", "terms"] as const;

function writeRated(out: ColumnWriter, rows: readonly CallRow[]): void {
  for (const name of rowTexts) out.repeating(rows.map((row) => row[name]));
  out.numbers(rows.map((row) => optional(row.tariffVersion)));
  out.repeating(rows.map((row) => (row.prefix === null || row.cld.startsWith(row.prefix) ? null : row.prefix)));
  out.numbers(rows.map((row) => (row.prefix === null ? -1 : row.prefix.length)));
  // Talk time is nearly always the ceiling of the billable milliseconds.
  out.numbers(rows.map((row) => row.durationSeconds - Math.ceil(row.cdr.billableMs / 1000)));
  out.numbers(rows.map((row) => row.billedSeconds - row.durationSeconds));
  out.rounded(rows.map((row) => row.charge));
  out.rounded(rows.map((row) => row.tax));
  out.numbers(rows.map((row) => row.upper.length));
  const upper = rows.flatMap((row) => row.upper);
  out.repeating(upper.map(({ account }) => account));
  out.rounded(upper.map(({ charge }) => charge));
}

/** The bytes of a block. Rows may stand in any order; their order is part of each call's id and stays. */
export function encodeBlock(rows: readonly CallRow[]): Uint8Array {
  const out = new ColumnWriter();
  const cdrs = rows.map((row) => row.cdr);
  out.numbers([layout, rows.length]);
  out.raw(Buffer.from(rows.map((row) => row.identity + row.content + row.delivery).join(""), "hex"));
  writeCallIds(
    out,
    cdrs.map((cdr) => cdr.callId),
  );
  out.repeating(cdrs.map((cdr) => cdr.leg));
  for (const name of cdrTexts) out.repeating(cdrs.map((cdr) => cdr[name]));
  out.repeating(cdrs.map((cdr) => cdr.authorizationId));
  out.deltas(rows.map((row) => row.line));
  out.deltas(cdrs.map((cdr) => cdr.setupMs));
  out.numbers(cdrs.map((cdr) => (cdr.answeredMs === null ? 0 : cdr.answeredMs - cdr.setupMs)));
  out.numbers(
    cdrs.map((cdr) => (cdr.answeredMs === null ? 0 : 1) + (cdr.endedMs === null ? 0 : 2) + (cdr.billed ? 4 : 0)),
  );
  // From the answer, or the setup, to the end is nearly always the talk time.
  out.numbers(
    cdrs.map((cdr) => (cdr.endedMs === null ? 0 : cdr.endedMs - (cdr.answeredMs ?? cdr.setupMs) - cdr.billableMs)),
  );
  out.numbers(cdrs.map((cdr) => cdr.billableMs));
  for (const name of ["sipCode", "q850", "pddMs"] as const) out.numbers(cdrs.map((cdr) => optional(cdr[name])));
  for (const name of ["cliReceived", "cldReceived"] as const)
    out.texts(
      cdrs.map((cdr) => cdr[name]),
      "digits",
    );
  for (const [before, after] of [
    ["cliReceived", "cli"],
    ["cldReceived", "cld"],
  ] as const)
    writeRewrites(
      out,
      cdrs.map((cdr) => cdr[before]),
      rows.map((row) => row[after]),
    );
  writeRated(out, rows);
  writeVendors(out, rows);
  writeUpper(out, rows);
  return out.finish();
}

function readRated(block: ColumnReader, n: number, clds: readonly string[], billableMs: readonly number[]) {
  const [
    source = [],
    deliveryId = [],
    deviceId = [],
    kind = [],
    tariffId = [],
    cardId = [],
    destination = [],
    terms = [],
  ] = rowTexts.map(() => block.repeating(n));
  const tariffVersion = block.numbers(n).map(present);
  const foreignPrefix = block.repeating(n);
  const prefixLength = block.numbers(n);
  const durations = block.numbers(n).map((more, i) => more + Math.ceil((billableMs[i] ?? 0) / 1000));
  const billed = block.numbers(n).map((more, i) => more + (durations[i] ?? 0));
  const charge = block.rounded(n);
  const tax = block.rounded(n);
  const counts = block.numbers(n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const accounts = block.repeating(total);
  const charges = block.rounded(total);
  let next = 0;
  return Array.from({ length: n }, (_, i) => ({
    source: source[i] ?? null,
    deliveryId: deliveryId[i] ?? null,
    deviceId: deviceId[i] ?? null,
    kind: kind[i] ?? null,
    tariffId: tariffId[i] ?? null,
    cardId: cardId[i] ?? null,
    destination: destination[i] ?? null,
    terms: terms[i] ?? null,
    tariffVersion: tariffVersion[i] ?? null,
    prefix: prefixLength[i] === -1 ? null : (foreignPrefix[i] ?? (clds[i] ?? "").slice(0, prefixLength[i])),
    durationSeconds: durations[i] ?? 0,
    billedSeconds: billed[i] ?? 0,
    charge: charge[i] ?? 0n,
    tax: tax[i] ?? 0n,
    upper: Array.from({ length: counts[i] ?? 0 }, () => {
      const at = next++;
      return { account: accounts[at] ?? "", charge: charges[at] ?? 0n, ...unknownRating };
    }),
  }));
}

function readPrints(bytes: Uint8Array) {
  const hex = Buffer.from(bytes).toString("hex");
  return (row: number) => ({
    identity: hex.slice(row * 32, row * 32 + 16),
    content: hex.slice(row * 32 + 16, row * 32 + 24),
    delivery: hex.slice(row * 32 + 24, row * 32 + 32),
  });
}

/** The texts of a row's record, named one by one: objects of one shape are made many times faster than out of pairs. */
function textsOf(columns: (string | null)[][]) {
  const [switches = [], direction = [], precision = [], durationSource = [], accountCode = [], sourceIp = []] = columns;
  const [sipUser = [], gateway = [], destinationIp = [], causeText = [], releasedBy = [], codec = []] =
    columns.slice(6);
  return (i: number) => ({
    switch: switches[i] ?? null,
    direction: direction[i] ?? null,
    precision: precision[i] ?? null,
    durationSource: durationSource[i] ?? null,
    accountCode: accountCode[i] ?? null,
    sourceIp: sourceIp[i] ?? null,
    sipUser: sipUser[i] ?? null,
    gateway: gateway[i] ?? null,
    destinationIp: destinationIp[i] ?? null,
    causeText: causeText[i] ?? null,
    releasedBy: releasedBy[i] ?? null,
    codec: codec[i] ?? null,
  });
}

/** Every row of a block, exactly as it was put in. @throws Error for bytes that are no block of a known layout. */
export function decodeBlock(bytes: Uint8Array): CallRow[] {
  const block = new ColumnReader(bytes);
  const [version, n] = block.numbers(2) as [number, number];
  if (version < withoutVendors || version > layout) throw new Error(`a block of layout ${version} cannot be read`);
  const printOf = readPrints(block.raw(n * 16));
  const callId = readCallIds(block, n);
  const leg = block.repeating(n);
  const textsAt = textsOf(cdrTexts.map(() => block.repeating(n)));
  const authorizationId = block.repeating(n);
  const line = block.deltas(n);
  const setupMs = block.deltas(n);
  const toAnswer = block.numbers(n);
  const flags = block.numbers(n);
  const toEnd = block.numbers(n);
  const billableMs = block.numbers(n);
  const [sipCode, q850, pddMs] = [block.numbers(n), block.numbers(n), block.numbers(n)];
  const cliReceived = lines(block.texts(n, "digits"));
  const cldReceived = lines(block.texts(n, "digits"));
  const cli = readRewrites(block, cliReceived);
  const cld = readRewrites(block, cldReceived);
  const rated = readRated(block, n, cld, billableMs);
  const vendors = version <= withoutVendors ? [] : readVendors(block, rated);
  const upper = version <= withoutUpper ? undefined : readUpper(block, rated);
  return Array.from({ length: n }, (_, i) => {
    const flag = flags[i] ?? 0;
    const setup = setupMs[i] ?? 0;
    const answeredMs = flag & 1 ? setup + (toAnswer[i] ?? 0) : null;
    const endedMs = flag & 2 ? (answeredMs ?? setup) + (billableMs[i] ?? 0) + (toEnd[i] ?? 0) : null;
    const cdr = {
      ...textsAt(i),
      sipCode: present(sipCode[i] ?? -1),
      q850: present(q850[i] ?? -1),
      pddMs: present(pddMs[i] ?? -1),
      callId: callId[i],
      leg: leg[i],
      billed: (flag & 4) !== 0,
      authorizationId: authorizationId[i] ?? null,
      setupMs: setup,
      answeredMs,
      endedMs,
      billableMs: billableMs[i],
      cliReceived: cliReceived[i],
      cldReceived: cldReceived[i],
    };
    // The columns above are the whole of the type; the round trip is a property test.
    return {
      ...printOf(i),
      ...rated[i],
      ...(upper ? { upper: upper[i] } : {}),
      vendor: vendors[i] ?? noVendor,
      cdr,
      line: line[i],
      cli: cli[i],
      cld: cld[i],
    } as unknown as CallRow;
  });
}
