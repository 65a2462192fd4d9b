import { env } from "./env.ts";

/** What the functions count for alarms and the dashboard (lib/watch-stack.ts). Nothing else is ever written as a figure. */
export interface Figures {
  /** Records that were rated, charged or not. */
  CallsTaken?: number;
  /** Of them, those that have to wait. */
  CallsParked?: number;
  /** Of those, the ones without a rate. */
  CallsUnrated?: number;
  /** Sign-ins with a wrong name or password. */
  FailedSignIns?: number;
  /** Calls that limits against fraud refused. */
  SpendRefusals?: number;
  /** By how much the oldest lease is over that was not given back yet. */
  SweeperLagSeconds?: number;
  /** Sealed days of the audit whose lines are not what they were. */
  AuditDaysChanged?: number;
  /** Days whose calls could not be put into a file, or whose file is gone or damaged. */
  CallDaysDamaged?: number;
}

/**
 * One line in CloudWatch's embedded metric format, out of which figures become metrics without a call of any API
 * ("Specification: embedded metric format", CloudWatch user guide). The local stack has nobody who would read it.
 */
export function writeFigures(figures: Figures, at: number): void {
  if (env.STAGE === "local") return;
  const Metrics = Object.keys(figures).map((Name) => ({
    Name,
    Unit: Name.endsWith("Seconds") ? "Seconds" : "Count",
  }));
  const _aws = {
    Timestamp: at,
    CloudWatchMetrics: [{ Namespace: "Switchbook", Dimensions: [["Stage"]], Metrics }],
  };
  process.stdout.write(`${JSON.stringify({ _aws, Stage: env.STAGE, ...figures })}\n`);
}
