import { decimalOf, type Nano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { FileSink } from "../platform/file-sink.ts";
import { putFile } from "../platform/files.ts";
import type { Compared } from "./compare-calls.ts";
import { differencesFile, linesFile } from "./comparison.store.ts";
import type { DestinationLine, Difference, StoredComparison } from "./comparison.ts";
import { type DifferenceClass, differenceClasses } from "./difference.ts";

const amount = (nano: Nano | null | undefined): string | null =>
  nano === null || nano === undefined ? null : decimalOf(nano);

function differenceIn({ our, their }: Compared, kind: DifferenceClass, destination: string): Difference {
  const seconds = (our ?? their)?.atSeconds ?? 0;
  return {
    class: kind,
    destination,
    number: our?.number ?? their?.number ?? "",
    at: isoInstant(our ? our.setupMs : seconds * 1000),
    laterSeconds: our && their ? their.atSeconds - our.atSeconds : null,
    line: their?.line ?? null,
    call: our?.id ?? null,
    account: our?.account ?? null,
    ourSeconds: our?.seconds ?? null,
    theirSeconds: their?.seconds ?? null,
    ourAmount: amount(our?.amount),
    theirAmount: amount(their?.amount),
  };
}

/** The files of one run: calls that differ are written as they are found, a file for each class. */
export class ResultFiles {
  private readonly sinks = new Map<DifferenceClass, FileSink>();
  private readonly job: StoredComparison;

  constructor(job: StoredComparison) {
    this.job = job;
  }

  private sinkOf(kind: DifferenceClass): FileSink {
    const known = this.sinks.get(kind);
    if (known) return known;
    const made = new FileSink(differencesFile(this.job, kind), "application/x-ndjson");
    this.sinks.set(kind, made);
    return made;
  }

  async add(found: readonly { compared: Compared; destination: string }[]): Promise<void> {
    const lines = new Map<DifferenceClass, string[]>();
    for (const { compared, destination } of found) {
      const { kind } = compared;
      if (kind === "SAME") continue;
      const line = `${JSON.stringify(differenceIn(compared, kind, destination))}\n`;
      const known = lines.get(kind);
      if (known) known.push(line);
      else lines.set(kind, [line]);
    }
    for (const [kind, texts] of lines) await this.sinkOf(kind).write(new TextEncoder().encode(texts.join("")));
  }

  async close(rows: readonly DestinationLine[]): Promise<void> {
    for (const kind of differenceClasses) await this.sinks.get(kind)?.close();
    await putFile(linesFile(this.job), JSON.stringify(rows), "application/json");
  }

  async abort(): Promise<void> {
    for (const sink of this.sinks.values()) await sink.abort();
  }
}
