import { type CallRow, noVendor, type UpperCharge } from "./call-row.ts";
import { always, type Column, type ColumnSource, orNull } from "./column.ts";
import { openColumns } from "./column-reader.ts";
import { readUpperCharges, readUpperRatings, unknownRating, upperOf } from "./upper-columns.ts";
import { readVendors } from "./vendor-columns.ts";

/** A change of what columns a block has takes the next number and a reader of its own; old blocks stay. */
export const layout = 3;
/** Blocks of before resellers were charged by tariffs of their own. */
const withoutUpper = 2;
/** Blocks of before vendors had costs. */
const withoutVendors = 1;

/** Columns of text that repeat, in the order in which they are stored. Adding one is a new layout. */
export const cdrTexts = [
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
export const rowTexts = [
  ...(["source", "deliveryId", "deviceId", "kind"] as const),
  ...(["tariffId", "cardId", "destination", "terms"] as const),
];

type Texts<Name extends string> = Record<Name, Column<string | null>>;
const textColumns = <Name extends string>(block: ColumnSource, names: readonly Name[], rows: number) =>
  Object.fromEntries(names.map((name) => [name, block.repeating(rows)])) as Texts<Name>;

/** Identity, content and delivery of each row: 8, 4 and 4 bytes. */
function readPrints(block: ColumnSource, rows: number) {
  const bytes = block.raw(rows * 16);
  const prints = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (row: number) => ({
    identity: prints.toString("hex", row * 16, row * 16 + 8),
    content: prints.toString("hex", row * 16 + 8, row * 16 + 12),
    delivery: prints.toString("hex", row * 16 + 12, row * 16 + 16),
  });
}

/** Those that are UUIDs stand together as their bytes, the others together as text. */
function readCallIds(block: ColumnSource, rows: number): Column<string> {
  const isUuid = block.numbers(rows);
  const places = new Int32Array(rows);
  let uuids = 0;
  for (let row = 0; row < rows; row++) places[row] = isUuid.at(row) === 1 ? uuids++ : row - uuids;
  const raw = block.raw(uuids * 16);
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const texts = block.texts(rows - uuids, "texts");
  const cut = (from: number, until: number) => bytes.toString("hex", from, until);
  const uuidAt = (at: number) =>
    `${cut(at, at + 4)}-${cut(at + 4, at + 6)}-${cut(at + 6, at + 8)}-${cut(at + 8, at + 10)}-${cut(at + 10, at + 16)}`;
  return {
    at: (row) => {
      const place = places[row] ?? 0;
      return isUuid.at(row) === 1 ? uuidAt(place * 16) : (texts.at(place) ?? "");
    },
  };
}

/** Texts told by what they share with the end of those of before: how much of the head was cut, and what stands there. */
function readRewrites(block: ColumnSource, rows: number, before: Column<string>): Column<string> {
  const cuts = block.numbers(rows);
  const heads = block.repeating(rows);
  return {
    at: (row) => {
      const [text, cut, head] = [before.at(row), cuts.at(row), heads.at(row)];
      return cut === 0 && !head ? text : (head ?? "") + text.slice(cut);
    },
  };
}

function readNumbers(block: ColumnSource, rows: number): Column<string> {
  const texts = block.texts(rows, "digits");
  return { at: (row) => texts.at(row) ?? "" };
}

function readPrefixes(block: ColumnSource, rows: number, cld: Column<string>): Column<string | null> {
  const foreign = block.repeating(rows);
  const lengths = block.numbers(rows);
  return {
    at: (row) => {
      const length = lengths.at(row);
      return length === -1 ? null : (foreign.at(row) ?? cld.at(row).slice(0, length));
    },
  };
}

/** What the record says. */
function readRecords(block: ColumnSource, rows: number) {
  const prints = readPrints(block, rows);
  const callId = readCallIds(block, rows);
  const leg = block.repeating(rows);
  const texts = textColumns(block, cdrTexts, rows);
  const authorizationId = block.repeating(rows);
  const [line, setupMs] = [block.deltas(rows), block.deltas(rows)];
  const [toAnswer, flags, toEnd] = [block.numbers(rows), block.numbers(rows), block.numbers(rows)];
  const billableMs = block.numbers(rows);
  const sipCode = orNull(block.numbers(rows));
  const q850 = orNull(block.numbers(rows));
  const pddMs = orNull(block.numbers(rows));
  const [cliReceived, cldReceived] = [readNumbers(block, rows), readNumbers(block, rows)];
  const cli = readRewrites(block, rows, cliReceived);
  const cld = readRewrites(block, rows, cldReceived);
  const times = { setupMs, toAnswer, flags, toEnd, billableMs, pddMs };
  const numbers = { cliReceived, cldReceived, cli, cld };
  return { prints, callId, leg, texts, authorizationId, line, sipCode, q850, ...times, ...numbers };
}

/** What rating made of it. */
function readRatings(block: ColumnSource, rows: number, cld: Column<string>) {
  const texts = textColumns(block, rowTexts, rows);
  const tariffVersion = orNull(block.numbers(rows));
  const prefix = readPrefixes(block, rows, cld);
  const [more, billedMore] = [block.numbers(rows), block.numbers(rows)];
  const [charge, tax] = [block.rounded(rows), block.rounded(rows)];
  return { texts, tariffVersion, prefix, more, billedMore, charge, tax };
}

const noVendors: ReturnType<typeof readVendors> = {
  vendorId: always(null),
  gatewayId: always(null),
  at: () => noVendor,
};

/** The calls of a block, column by column, as `encodeBlock` wrote them; what is not asked for is not read. */
export class CallColumns {
  readonly rows: number;
  readonly record: ReturnType<typeof readRecords>;
  readonly rating: ReturnType<typeof readRatings>;
  readonly vendors: ReturnType<typeof readVendors>;
  private readonly upper: Column<UpperCharge[]>;

  /** @throws Error for bytes that are no block of a known layout */
  constructor(bytes: Uint8Array) {
    const block = openColumns(bytes);
    const head = block.numbers(2);
    const [version, rows] = [head.at(0), head.at(1)];
    if (!(version >= withoutVendors && version <= layout))
      throw new Error(`a block of layout ${version} cannot be read`);
    this.rows = rows;
    this.record = readRecords(block, rows);
    this.rating = readRatings(block, rows, this.record.cld);
    const upper = readUpperCharges(block, rows);
    this.vendors = version <= withoutVendors ? noVendors : readVendors(block, rows);
    const ratings = version <= withoutUpper ? always(unknownRating) : readUpperRatings(block, upper.total);
    this.upper = upperOf(upper, ratings, rows);
  }

  answeredMs(row: number): number | null {
    const { flags, setupMs, toAnswer } = this.record;
    return flags.at(row) & 1 ? setupMs.at(row) + toAnswer.at(row) : null;
  }

  durationSeconds(row: number): number {
    return this.rating.more.at(row) + Math.ceil(this.record.billableMs.at(row) / 1000);
  }

  billedSeconds(row: number): number {
    return this.rating.billedMore.at(row) + this.durationSeconds(row);
  }

  private cdr(row: number) {
    const { texts, flags, setupMs, toEnd, sipCode, q850, pddMs, ...of } = this.record;
    const answeredMs = this.answeredMs(row);
    const [setup, billableMs, flag] = [setupMs.at(row), of.billableMs.at(row), flags.at(row)];
    return {
      switch: texts.switch.at(row),
      direction: texts.direction.at(row),
      precision: texts.precision.at(row),
      durationSource: texts.durationSource.at(row),
      accountCode: texts.accountCode.at(row),
      sourceIp: texts.sourceIp.at(row),
      sipUser: texts.sipUser.at(row),
      gateway: texts.gateway.at(row),
      destinationIp: texts.destinationIp.at(row),
      causeText: texts.causeText.at(row),
      releasedBy: texts.releasedBy.at(row),
      codec: texts.codec.at(row),
      sipCode: sipCode.at(row),
      q850: q850.at(row),
      pddMs: pddMs.at(row),
      callId: of.callId.at(row),
      leg: of.leg.at(row),
      billed: (flag & 4) !== 0,
      authorizationId: of.authorizationId.at(row),
      setupMs: setup,
      answeredMs,
      endedMs: flag & 2 ? (answeredMs ?? setup) + billableMs + toEnd.at(row) : null,
      billableMs,
      cliReceived: of.cliReceived.at(row),
      cldReceived: of.cldReceived.at(row),
    };
  }

  private rated(row: number) {
    const { texts, tariffVersion, prefix, charge, tax } = this.rating;
    return {
      source: texts.source.at(row),
      deliveryId: texts.deliveryId.at(row),
      deviceId: texts.deviceId.at(row),
      kind: texts.kind.at(row),
      tariffId: texts.tariffId.at(row),
      cardId: texts.cardId.at(row),
      destination: texts.destination.at(row),
      terms: texts.terms.at(row),
      tariffVersion: tariffVersion.at(row),
      prefix: prefix.at(row),
      durationSeconds: this.durationSeconds(row),
      billedSeconds: this.billedSeconds(row),
      charge: charge.at(row),
      tax: tax.at(row),
    };
  }

  /** A call, exactly as it was put in. */
  row(row: number): CallRow {
    const { prints, line, cli, cld } = this.record;
    const rated = this.rated(row);
    // The columns are the whole of the type; the round trip is a property test.
    return {
      ...prints(row),
      ...rated,
      upper: this.upper.at(row),
      vendor: this.vendors.at(row, rated),
      cdr: this.cdr(row),
      line: line.at(row),
      cli: cli.at(row),
      cld: cld.at(row),
    } as CallRow;
  }
}
