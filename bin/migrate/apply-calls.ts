import { nanoOf } from "../../functions/money/money.ts";
import { mostCalls } from "../../functions/takeover/taken-call.ts";
import type { DumpRow } from "./dump.ts";
import type { Call, Fault, Id, ResellerCost, TakenCall } from "./records.ts";
import type { Run } from "./run.ts";
import { refusal } from "./target.ts";
import { where } from "./values.ts";

/** Past calls, as they come out of the dump: collected by customer, and sent a few hundred at a time. */

/** Calls that are held at a time, over all customers. */
const mostHeld = 20_000;

/** Each day is a transaction of its own there, and a request has some seconds. */
const mostDays = 40;

type Held = Omit<TakenCall, "upper"> & { upper: ResellerCost[] };

function chainOf(seller: Id | null, parents: ReadonlyMap<Id, Id | null>): Id[] {
  const chain: Id[] = [];
  for (let at = seller; at !== null && !chain.includes(at); at = parents.get(at) ?? null) chain.push(at);
  return chain;
}

/** Earliest first, in parts of not too many days. */
function parts(calls: readonly Held[]): Held[][] {
  const days = Map.groupBy(
    calls.toSorted((a, b) => (a.setupAt < b.setupAt ? -1 : 1)),
    ({ setupAt }) => setupAt.slice(0, 10),
  );
  const lists = [...days.values()];
  return Array.from({ length: Math.ceil(lists.length / mostDays) }, (_, i) =>
    lists.slice(i * mostDays, (i + 1) * mostDays).flat(),
  );
}

export interface CallSums {
  calls: number;
  charge: bigint;
  /** By reseller above the customer. */
  upper: Map<Id, bigint>;
}

const noSums = (): CallSums => ({ calls: 0, charge: 0n, upper: new Map() });

export class CallTaker {
  /** What the dump has of each customer. */
  readonly sums = new Map<Id, CallSums>();
  private readonly held = new Map<Id, Map<string, Held>>();
  private count = 0;
  private readonly run: Run;
  /** Of each customer the resellers above it, the nearest first. */
  private readonly above: ReadonlyMap<Id, readonly Id[]>;

  constructor(run: Run) {
    this.run = run;
    const parents = new Map(run.records.resellers.map(({ id, parent }) => [id, parent]));
    this.above = new Map(run.records.customers.map(({ id, reseller }) => [id, chainOf(reseller, parents)]));
  }

  /** What those above the customer paid, as it is asked for; others are named. */
  private upperOf({ customer, call, upper }: Call, row: DumpRow): ResellerCost[] {
    const above = this.above.get(customer) ?? [];
    for (const { reseller } of upper.filter((one) => !above.includes(one.reseller)))
      this.run.faults.push({
        ...{ kind: "ADAPTED", where: where(row) },
        message: `What ${reseller} paid for the call ${call.id} is left out: it is not above ${customer}.`,
      });
    return above.flatMap((id) => upper.find(({ reseller }) => reseller === id) ?? []);
  }

  async take(found: Call | Fault | undefined, row: DumpRow): Promise<void> {
    if (found === undefined) return;
    if ("kind" in found) {
      this.run.faults.push(found);
      this.run.count("calls", "refused");
      return;
    }
    const { customer, call } = found;
    if (!this.above.has(customer)) return;
    const group = this.held.get(customer) ?? new Map<string, Held>();
    this.held.set(customer, group);
    const mark = `${call.id} ${call.setupAt.slice(0, 19)}`;
    if (group.has(mark)) {
      this.run.faults.push({ kind: "LEFT_OUT", where: where(row), message: `The call ${call.id} is there twice.` });
      return;
    }
    const upper = this.upperOf(found, row);
    group.set(mark, { ...call, upper });
    const sums = this.sums.get(customer) ?? noSums();
    this.sums.set(customer, sums);
    sums.calls++;
    sums.charge += nanoOf(call.charge);
    for (const { reseller, charge } of upper)
      sums.upper.set(reseller, (sums.upper.get(reseller) ?? 0n) + nanoOf(charge));
    this.count++;
    if (group.size >= mostCalls) await this.send(customer);
    else if (this.count >= mostHeld) await this.finish();
  }

  async finish(): Promise<void> {
    for (const customer of [...this.held.keys()]) await this.send(customer);
  }

  private async send(customer: Id): Promise<void> {
    const calls = [...(this.held.get(customer)?.values() ?? [])];
    this.held.delete(customer);
    this.count -= calls.length;
    const { run } = this;
    const account = run.idOf("customers", customer);
    if (!run.applies) return run.count("calls", "made", calls.length);
    if (!account) return;
    const asked = (upper: readonly ResellerCost[]) =>
      upper.map(({ reseller, charge }) => ({ account: run.idOf("resellers", reseller), charge }));
    for (const part of parts(calls)) {
      const body = { origin: run.origin, calls: part.map((call) => ({ ...call, upper: asked(call.upper) })) };
      const reply = await run.target.ask("POST", `/customers/${account}/takeover/calls`, body);
      if (reply.status >= 300) run.refuse("calls", customer, refusal(reply));
      else {
        run.count("calls", "made", reply.body.added);
        run.count("calls", "kept", reply.body.known);
      }
    }
  }
}
