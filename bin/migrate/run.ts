import { createHash } from "node:crypto";
import type { Fault, Id, Origin, PlacedRecords } from "./records.ts";
import { type Reply, refusal, type Target } from "./target.ts";

/** One run over the records: tried (nothing is written) or applied. What is there already is found by its origin and left. */

export const kinds = [
  "tariffs",
  "rate cards",
  "rates",
  "vendors",
  "gateways",
  "routes",
  "route rows",
  "resellers",
  "customers",
  "opening balances",
  "IP devices",
  "SIP devices",
  "dialing routes",
  "rule lists",
  "open invoices",
  "DIDs",
  "calls",
] as const;
export type Kind = (typeof kinds)[number];

export interface Count {
  /** Made by this run; when it is only tried, what would be made. */
  made: number;
  /** Was there already. */
  kept: number;
  /** The API would not take it; a fault says why. */
  refused: number;
}

export class Run {
  readonly counts = new Map<Kind, Count>(kinds.map((kind) => [kind, { made: 0, kept: 0, refused: 0 }]));
  readonly faults: Fault[];
  readonly target: Target;
  readonly records: PlacedRecords;
  readonly origin: Origin;
  /** False: nothing is written. */
  readonly applies: boolean;
  /** Ids here by kind and id there. What a trial would make has none. */
  private readonly ids = new Map<string, string>();

  constructor(parts: { target: Target; records: PlacedRecords; origin: Origin; applies: boolean }) {
    this.target = parts.target;
    this.records = parts.records;
    this.origin = parts.origin;
    this.applies = parts.applies;
    this.faults = [...parts.records.faults];
  }

  /** What a thing is called here, so that it is found again: its name there and its id there. */
  named(name: string, id: Id): string {
    return `${name.slice(0, 57 - this.origin.length - id.length)} (${this.origin} ${id})`;
  }

  /** The tag by which a customer is found again. */
  tag(id: Id): string {
    return `${this.origin}/${id}`.slice(0, 30);
  }

  idOf(kind: Kind, id: Id): string | undefined {
    return this.ids.get(`${kind} ${id}`);
  }

  /**
   * Whether what a thing names did not come, so that the thing would be charged or ring otherwise than it did there. A
   * trial makes nothing, so nothing is missed. `id` null: it names none.
   */
  isMissing(kind: Kind, id: Id | null): boolean {
    return this.applies && id !== null && this.idOf(kind, id) === undefined;
  }

  know(kind: Kind, id: Id, here: string): void {
    this.ids.set(`${kind} ${id}`, here);
  }

  count(kind: Kind, what: keyof Count, n = 1): void {
    const count = this.counts.get(kind);
    if (count) count[what] += n;
  }

  kept(kind: Kind, id: Id, here: string): void {
    this.count(kind, "kept");
    this.know(kind, id, here);
  }

  refuse(kind: Kind, where: string, why: string): void {
    this.count(kind, "refused");
    this.faults.push({ kind: "LEFT_OUT", where, message: `${kind}: ${why}` });
  }

  /**
   * Makes one thing, or only counts it. The request carries a key of what is made, so that an answer that was lost is
   * given again.
   */
  async make(kind: Kind, asked: { id: Id; where: string; path: string; body: object }): Promise<Reply | undefined> {
    const { id, where, path, body } = asked;
    if (!this.applies) {
      this.count(kind, "made");
      return undefined;
    }
    const content = createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 16);
    const headers = { "idempotency-key": `takeover ${this.origin} ${kind} ${id} ${content}`.slice(0, 255) };
    const reply = await this.target.ask("POST", path, body, headers);
    if (reply.status >= 300) {
      this.refuse(kind, where, refusal(reply));
      return undefined;
    }
    this.count(kind, "made");
    if (reply.body?.id) this.know(kind, id, reply.body.id);
    return reply;
  }
}
