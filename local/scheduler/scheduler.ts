import type { EventBus } from "../event-bus/event-bus.ts";
import { openDatabase } from "../sqlite.ts";

export interface Schedule {
  /** The rule, by which its last run is remembered. */
  name: string;
  everyMs: number;
  /** Names the function. */
  target: string;
}

/** What EventBridge hands to the target of a schedule that gives no input of its own. */
const scheduledEvent = (name: string, at: number) => ({
  version: "0",
  id: crypto.randomUUID(),
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: "000000000000",
  time: `${new Date(at).toISOString().slice(0, 19)}Z`,
  region: "eu-central-1",
  resources: [`arn:aws:events:eu-central-1:000000000000:rule/${name}`],
  detail: {},
});

/** When each schedule ran last, on disk: a daily one must come round on a machine that is switched off every night. */
function openRuns(file: string) {
  const db = openDatabase(file, false);
  db.exec("CREATE TABLE IF NOT EXISTS runs (name TEXT PRIMARY KEY, atMs INTEGER NOT NULL) WITHOUT ROWID");
  const find = db.prepare("SELECT atMs FROM runs WHERE name = ?");
  const save = db.prepare("INSERT OR REPLACE INTO runs VALUES (?, ?)");
  return {
    last: (name: string): number => Number(find.get(name)?.["atMs"] ?? 0),
    ran: (name: string, atMs: number) => void save.run(name, atMs),
    close: () => db.close(),
  };
}

export interface SchedulerOptions {
  file: string;
  schedules: readonly Schedule[];
  bus: Pick<EventBus, "deliver" | "waitingFor">;
  /** How often it is looked whether one is due, in milliseconds. */
  lookEveryMs: number;
}

/**
 * Runs functions on schedule, through the bus, so that a run that fails or is killed is delivered again. A run that was
 * missed while the machine was off is made up for once. While a function still has events it gets no further run:
 * slow runs do not pile up.
 */
export function openScheduler({ file, schedules, bus, lookEveryMs }: SchedulerOptions) {
  const runs = openRuns(file);
  const look = () => {
    const at = Date.now();
    for (const { name, everyMs, target } of schedules) {
      if (at - runs.last(name) < everyMs || bus.waitingFor(target) > 0) continue;
      bus.deliver(target, scheduledEvent(name, at));
      runs.ran(name, at);
    }
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return {
    stop(): void {
      clearInterval(timer);
      runs.close();
    },
  };
}
