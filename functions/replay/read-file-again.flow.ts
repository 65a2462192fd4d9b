import type { Outcome } from "../intake/checked.ts";
import { piecesFrom } from "../intake/file-pieces.flow.ts";
import { type Place, start } from "../intake/lines.ts";
import { Normaliser } from "../intake/normalise.ts";
import { cutOff } from "../intake/read-file.flow.ts";
import type { CdrSource } from "../intake/source.ts";
import type { Upload } from "../intake/upload.ts";
import { keptDeliveries } from "../kept/kept.store.ts";
import { fileAgainKey, fileKey, type KeptObject, type Lines } from "../kept/kept-delivery.ts";
import { fileFacts } from "../platform/files.ts";
import { BrokenArchive } from "../platform/inflate.ts";
import { ReadingsByLine } from "./kept-lines.ts";
import type { FilePlace } from "./replay.ts";
import type { RereadPart } from "./reread.ts";

/** Reads an uploaded file again, some thousand lines at a time, each beside what was read of it then. */

const linesAtOnce = 2000;

type FileObject = Extract<KeptObject, { lines: unknown }>;

export interface KeptFile {
  upload: Upload;
  /** Of the file's unit. */
  name: string;
  objects: readonly FileObject[];
  source: CdrSource;
  /** Names what is read, for replays to come. */
  replay: string;
}

/** The readings of a file as far as they are asked for: objects are opened when the reading comes to their lines. */
class FileReadings {
  readonly #readings = new ReadingsByLine();
  #closed: FileObject[];

  constructor(objects: readonly FileObject[]) {
    this.#closed = objects.filter(({ kind }) => kind !== "file");
  }

  async beside(now: readonly Outcome[], lines: Lines) {
    const asked = this.#closed.filter(({ lines: own }) => own.from <= lines.to);
    this.#closed = this.#closed.filter(({ lines: own }) => own.from > lines.to);
    for (const { key, kind, lines: own } of asked)
      if (own.to >= lines.from)
        for await (const batch of keptDeliveries(key))
          this.#readings.add(batch, kind === "reading" ? "before" : "since");
    const found = this.#readings.beside(now, lines);
    this.#readings.forget(lines.to + 1);
    return found;
  }
}

/** Setups after it are doubted: a file's place is good for ten minutes. */
const arrivalOf = ({ createdAt }: Upload): number => Date.parse(createdAt) + 600_000;

/** Parts of a file that cannot be read again now: it is still being read, or its bytes are not kept. */
const leftOut = ({ name, upload }: KeptFile): RereadPart => ({
  rereads: [],
  againKey: fileAgainKey(upload, { from: 0, to: 0 }, "none"),
  next: { after: name },
  deliveries: 0,
  filesLeft: 1,
});

/** One line with more records than this is not read again: all of them would have to be held. */
const mostHeld = 200_000;

/** What of a file is read and not yet settled. */
class OpenPart {
  readonly #file: KeptFile;
  readonly #readings: FileReadings;
  readonly #normaliser: Normaliser;
  /** The last line that is settled. */
  #settled: number;
  #held: Outcome[] = [];
  /** Where another run can go on: before the first line that is held. */
  #place: Place | undefined;

  constructor(file: KeptFile, from: FilePlace | undefined) {
    this.#file = file;
    this.#readings = new FileReadings(file.objects);
    this.#normaliser = new Normaliser(file.source, arrivalOf(file.upload), from ?? start);
    this.#settled = from?.settled ?? 0;
  }

  recall(head: Uint8Array): void {
    this.#normaliser.recall(head);
  }

  get isTooMuch(): boolean {
    return this.#held.length > mostHeld;
  }

  #lastLine(): number {
    return this.#held.at(-1)?.line ?? this.#settled;
  }

  /** The part that the piece completes: all but the last line, of which more may follow. */
  async push(bytes: Uint8Array): Promise<RereadPart | undefined> {
    const before = { place: this.#normaliser.place(), lastLine: this.#lastLine() };
    this.#hold(this.#normaliser.push(bytes));
    if (before.lastLine < this.#lastLine()) this.#place = before.place;
    const to = this.#lastLine() - 1;
    if (this.#held.length < linesAtOnce || to <= this.#settled) return undefined;
    const part = await this.#partTo(to);
    const file = this.#place && { upload: this.#file.upload.id, ...this.#place, settled: to };
    return file ? { ...part, next: { after: "", file } } : part;
  }

  /** What is left. @param broken why the file ends before its end */
  async end(broken: BrokenArchive | undefined): Promise<RereadPart> {
    this.#hold(this.#normaliser.end());
    if (broken) this.#hold([cutOff(this.#lastLine() + 1, broken)]);
    return { ...(await this.#partTo(Number.MAX_SAFE_INTEGER)), next: { after: this.#file.name }, deliveries: 1 };
  }

  #hold(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) if (outcome.line > this.#settled) this.#held.push(outcome);
  }

  async #partTo(to: number): Promise<RereadPart> {
    const { upload, replay } = this.#file;
    const lines = { from: this.#settled + 1, to };
    const found = await this.#readings.beside(this.#held, lines);
    this.#held = this.#held.filter(({ line }) => line > to);
    this.#settled = to;
    const against = fileAgainKey(upload, { from: lines.from, to: found.at(-1)?.line ?? lines.from }, replay);
    const rereads = [{ delivery: upload.id, upload: upload.id, at: arrivalOf(upload), lines: found }];
    return { rereads, againKey: against, next: undefined, deliveries: 0, filesLeft: 0 };
  }
}

/** Reads a file from a place on. */
export async function* rereadFile(file: KeptFile, from: FilePlace | undefined): AsyncGenerator<RereadPart> {
  const { etag, parts } = file.upload;
  const address = { bucket: "files", key: fileKey(file.upload, etag ?? "") } as const;
  const facts = etag === null || parts === null ? undefined : await fileFacts(address);
  if (!facts) return void (yield leftOut(file));
  const open = new OpenPart(file, from);
  const nothing = () => undefined;
  const asked = { address, ...facts, from: from ?? start, passed: nothing, passing: nothing };
  let broken: BrokenArchive | undefined;
  try {
    for await (const bytes of piecesFrom({ ...asked, recall: (head) => open.recall(head) })) {
      const part = await open.push(bytes);
      if (part) yield part;
      if (open.isTooMuch) return void (yield leftOut(file));
    }
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    broken = error;
  }
  yield await open.end(broken);
}
