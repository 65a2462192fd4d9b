import { openDatabase } from "../sqlite.ts";
import { checkPattern, type EventPattern, matches } from "./event-pattern.ts";

export interface BusRule {
  pattern: EventPattern;
  /** Names the function. */
  target: string;
}

export interface BusTarget {
  invoke(event: unknown): Promise<unknown>;
  /** Failed invocations after the first that are allowed (Lambda's asynchronous invocation: 2 unless set). */
  retries: number;
  /** The failure destination. */
  keepFailure(event: unknown, error: Error, invocations: number): Promise<void>;
}

export interface BusOptions {
  file: string;
  rules: readonly BusRule[];
  targets: ReadonlyMap<string, BusTarget>;
  /** Pause before the first retry, in milliseconds; the second waits twice as long. AWS waits one minute and two. */
  retryAfterMs: number;
  /** How many events one function works on at the same time. */
  sideBySide: number;
  report(message: string, error?: unknown): void;
}

interface Delivery {
  id: number;
  target: string;
  event: unknown;
  failures: number;
}

const schema = `CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL,
  event TEXT NOT NULL, failures INTEGER NOT NULL, dueMs INTEGER NOT NULL)`;

/** The queue on disk: what is in here has been promised. */
function openQueue(file: string) {
  const db = openDatabase(file, true);
  db.exec(schema);
  const add = db.prepare("INSERT INTO deliveries (target, event, failures, dueMs) VALUES (?, ?, 0, 0)");
  const due = db.prepare("SELECT * FROM deliveries WHERE target = ? AND dueMs <= ? ORDER BY id");
  const later = db.prepare("UPDATE deliveries SET failures = ?, dueMs = ? WHERE id = ?");
  const remove = db.prepare("DELETE FROM deliveries WHERE id = ?");
  return {
    add: (target: string, event: unknown) => void add.run(target, JSON.stringify(event)),
    due: (target: string, at: number): Delivery[] =>
      due.all(target, at).map((row) => ({
        id: Number(row["id"]),
        target: String(row["target"]),
        event: JSON.parse(String(row["event"])),
        failures: Number(row["failures"]),
      })),
    retry: (id: number, failures: number, dueMs: number) => void later.run(failures, dueMs, id),
    remove: (id: number) => void remove.run(id),
    waiting: () => Number(db.prepare("SELECT count(*) AS n FROM deliveries").get()?.["n"]),
    waitingFor: (target: string) =>
      Number(db.prepare("SELECT count(*) AS n FROM deliveries WHERE target = ?").get(target)?.["n"]),
    close: () => db.close(),
  };
}

/**
 * EventBridge and Lambda's asynchronous invocation in one: every event goes to the functions whose rules match, at
 * least once. An event is on disk when `put` returns and leaves it only when its function has taken it or has failed
 * for the last time; a killed process delivers it again, and that does not count as a failure.
 */
export function openEventBus({ file, rules, targets, retryAfterMs, sideBySide, report }: BusOptions) {
  for (const rule of rules) {
    checkPattern(rule.pattern);
    if (!targets.has(rule.target)) throw new Error(`an event rule has the unknown target ${rule.target}`);
  }
  const queue = openQueue(file);
  const running = new Map<number, Promise<void>>();
  const busy = new Map<string, number>();
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const failed = async (delivery: Delivery, target: BusTarget, error: unknown) => {
    const failures = delivery.failures + 1;
    report(`${delivery.target} failed (${failures} of ${target.retries + 1})`, error);
    if (failures <= target.retries)
      return queue.retry(delivery.id, failures, Date.now() + retryAfterMs * 2 ** delivery.failures);
    await target.keepFailure(delivery.event, error instanceof Error ? error : new Error(String(error)), failures);
    queue.remove(delivery.id);
  };
  const deliver = async (delivery: Delivery, target: BusTarget) => {
    try {
      await target.invoke(delivery.event);
      queue.remove(delivery.id);
    } catch (error) {
      await failed(delivery, target, error);
    }
  };
  const start = (delivery: Delivery, target: BusTarget) => {
    busy.set(delivery.target, (busy.get(delivery.target) ?? 0) + 1);
    const run = deliver(delivery, target)
      .catch((error: unknown) => report(`the failure of ${delivery.target} could not be kept`, error))
      .finally(() => {
        running.delete(delivery.id);
        busy.set(delivery.target, (busy.get(delivery.target) ?? 1) - 1);
        schedule(0);
      });
    running.set(delivery.id, run);
  };
  const look = () => {
    timer = undefined;
    for (const [name, target] of targets)
      for (const delivery of queue.due(name, Date.now()))
        if (!running.has(delivery.id) && (busy.get(name) ?? 0) < sideBySide) start(delivery, target);
    if (queue.waiting() > running.size) schedule(Math.min(retryAfterMs, 500));
  };
  function schedule(ms: number): void {
    if (stopping) return;
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  }
  schedule(0);

  return {
    put(event: unknown): void {
      for (const rule of rules) if (matches(rule.pattern, event)) queue.add(rule.target, event);
      schedule(0);
    },
    /** Hands an event to one function, whatever the rules say, with the same promise. */
    deliver(target: string, event: unknown): void {
      if (!targets.has(target)) throw new Error(`there is no target ${target}`);
      queue.add(target, event);
      schedule(0);
    },
    waiting: queue.waiting,
    waitingFor: queue.waitingFor,
    /** Lets the functions that run come to their end; what waits stays on disk. */
    async stop(): Promise<void> {
      stopping = true;
      clearTimeout(timer);
      await Promise.all(running.values());
      queue.close();
    },
  };
}
export type EventBus = ReturnType<typeof openEventBus>;
