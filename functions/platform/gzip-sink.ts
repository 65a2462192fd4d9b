import { once } from "node:events";
import { createGzip } from "node:zlib";

/** Packs what is written to it, on its way to another sink; `write` waits while that one does. */
export class GzipSink {
  private readonly zip = createGzip();
  /** Ends once the last byte was taken, or fails as the other sink does. */
  private readonly passed: Promise<void>;

  constructor(out: { write: (piece: Uint8Array) => Promise<void> }) {
    this.passed = (async () => {
      for await (const piece of this.zip) await out.write(piece as Uint8Array);
    })();
    // Whoever writes is told; until then nobody looks.
    this.passed.catch(() => undefined);
  }

  async write(piece: Uint8Array): Promise<void> {
    if (!this.zip.write(piece)) await Promise.race([once(this.zip, "drain"), this.passed]);
  }

  async close(): Promise<void> {
    this.zip.end();
    await this.passed;
  }
}
