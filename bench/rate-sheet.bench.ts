import { Readable } from "node:stream";
import { parse } from "csv-parse";
import emulators from "../test/support/emulators.ts";
import { sheetXml, workbookOf } from "../test/support/workbook.ts";
import { beginPeak, peakMegabytes } from "./process-memory.ts";
import { realPrefixes } from "./real-prefixes.ts";
import { medianLine, type Row, type Series } from "./row.ts";

/**
 * A rate sheet of 300,000 rows from the uploaded file to the published version, as text and as a workbook, beside
 * csv-parse that only cuts the same text into cells and drops them.
 */

const header = ["Code", "Destination", "Rate", "Increment", "Effective Date"];

/** Real prefixes, and behind them longer ones until there are enough. */
function sheetRows(count: number): string[][] {
  const known = [...realPrefixes().keys()];
  const codes = new Set(known);
  for (let i = 0; codes.size < count; i++)
    codes.add(`${known[i % known.length]}${Math.floor(i / known.length) % 10}`.slice(0, 15));
  return [...codes].slice(0, count).map((code, i) => {
    const price = ((i * 7919) % 90_000) / 100_000 + 0.001;
    return [code, `Destination ${i % 4000}, mobile`, price.toFixed(5), "30/6", "2099-01-01"];
  });
}

const csvOf = (rows: readonly string[][]): Buffer =>
  Buffer.from(
    [header, ...rows]
      .map((cells) => cells.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(","))
      .join("\n"),
  );

interface Measured {
  seconds: number;
  /** Peak of the resident memory, above what the process had before. */
  megabytes: number;
}

async function measure(work: () => Promise<void>): Promise<Measured> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss() / 1e6;
  beginPeak();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  return { seconds, megabytes: peakMegabytes("self") - before };
}

async function countRecords(bytes: Buffer): Promise<number> {
  let records = 0;
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, i) =>
    bytes.subarray(i * 65_536, (i + 1) * 65_536),
  );
  for await (const _ of Readable.from(pieces).pipe(parse())) records++;
  return records;
}

async function published(bytes: Uint8Array): Promise<{ rates: number; version: number }> {
  const { staff } = await import("../test/support/api.ts");
  const { aNewTariff, importOf } = await import("../test/support/tariffs.ts");
  const api = await staff();
  const { id } = await aNewTariff(api);
  const sheet = await importOf(api, id, bytes);
  await api("POST", `${sheet.path}/apply`, {});
  const { cards, version } = (await api("GET", `/tariffs/${id}`)).body;
  return { rates: cards[0].rates, version };
}

const series = (name: string, unit: string, samples: number[]): Series => ({ name, unit, samples });

export const row: Row = async ({ quick }) => {
  const stop = await emulators();
  const count = quick ? 30_000 : 300_000;
  const rows = sheetRows(count);
  const csv = csvOf(rows);
  const workbook = workbookOf(sheetXml([header, ...rows]));
  const differences: string[] = [];
  const of = { csv: [] as Measured[], workbook: [] as Measured[], peer: [] as Measured[] };
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    let records = 0;
    of.peer.push(
      await measure(async () => {
        records = await countRecords(csv);
      }),
    );
    for (const [name, bytes] of [
      ["csv", csv],
      ["workbook", workbook],
    ] as const)
      of[name].push(
        await measure(async () => {
          const { rates, version } = await published(bytes);
          if (rates !== records - 1 || version !== 2) differences.push(`${name}: ${rates} rates of ${records - 1}`);
        }),
      );
  }
  await stop();
  const seconds = (name: string, of: Measured[]) =>
    series(
      name,
      "s",
      of.map((one) => one.seconds),
    );
  const memory = (name: string, of: Measured[]) =>
    series(
      name,
      "MB",
      of.map((one) => one.megabytes),
    );
  return {
    lines: [
      medianLine(seconds("CSV, upload to version", of.csv), { atMost: 20 }),
      medianLine(seconds("XLSX, upload to version", of.workbook), { atMost: 40 }),
      { series: seconds("csv-parse, cells only", of.peer) },
      medianLine(memory("CSV, peak memory", of.csv), { atMost: 1500 }),
      medianLine(memory("XLSX, peak memory", of.workbook), { atMost: 1500 }),
      { series: memory("csv-parse, peak memory", of.peer) },
    ],
    notes: [
      `${count} rows: ${(csv.length / 1e6).toFixed(1)} MB of CSV, ${(workbook.length / 1e6).toFixed(1)} MB of XLSX; the object store runs in the same process`,
    ],
    differences,
  };
};
