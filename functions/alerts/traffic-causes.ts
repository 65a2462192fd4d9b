import { quartersInHour, type TrafficCell } from "../analysis/traffic-cell.ts";
import type { Nano } from "../money/money.ts";

/**
 * What of the traffic is an alert: an ASR that fell, and calls that cost more than they brought. Out of days by the hour,
 * where cells without an account are those of vendors.
 */

const hoursOfWeek = 7 * 24;

export interface Answers {
  attempts: number;
  answered: number;
}

export interface Fallen {
  /** `ALL`, `vendor#<id>` or `account#<account>`. */
  subject: string;
  lately: Answers;
  /** In the seven days before. */
  usually: Answers;
}

export interface DropRule {
  points: number;
  hours: number;
  attempts: number;
}

const subjectsOf = ({ account, vendorId }: TrafficCell): string[] =>
  account === null ? [`vendor#${vendorId}`] : ["ALL", `account#${account}`];

function add(to: Map<string, Answers>, cell: TrafficCell): void {
  for (const subject of subjectsOf(cell)) {
    const sum = to.get(subject) ?? { attempts: 0, answered: 0 };
    sum.attempts += cell.attempts;
    sum.answered += cell.disposition === "ANSWERED" ? cell.attempts : 0;
    to.set(subject, sum);
  }
}

export const asrPercent = ({ attempts, answered }: Answers): number => (answered * 100) / attempts;

/** Of which hours the ASR is looked at, in quarters since 1970: the last whole ones, and the week before them. */
export function hoursLooked(countedUpToQuarter: number, hours: number) {
  const until = countedUpToQuarter - (countedUpToQuarter % quartersInHour);
  const from = until - hours * quartersInHour;
  return { until, from, weekFrom: from - hoursOfWeek * quartersInHour };
}

/** Whose ASR of the last hours lies so many points below that of the week before, which had as many attempts at least. */
export function asrDrops(cells: Iterable<TrafficCell>, countedUpToQuarter: number, rule: DropRule): Fallen[] {
  const { until, from, weekFrom } = hoursLooked(countedUpToQuarter, rule.hours);
  const [lately, usually] = [new Map<string, Answers>(), new Map<string, Answers>()];
  for (const cell of cells)
    if (cell.quarter >= weekFrom && cell.quarter < until) add(cell.quarter >= from ? lately : usually, cell);
  return [...lately].flatMap(([subject, now]): Fallen[] => {
    const before = usually.get(subject);
    if (!before || now.attempts < rule.attempts || before.attempts < rule.attempts) return [];
    return asrPercent(before) - asrPercent(now) >= rule.points ? [{ subject, lately: now, usually: before }] : [];
  });
}

export interface Loss {
  account: string;
  currency: string;
  calls: number;
  /** Nano of the currency. */
  amount: Nano;
}

/** What calls at a loss come to, by account. */
export function lossesOf(cells: Iterable<TrafficCell>): Loss[] {
  const by = new Map<string, Loss>();
  for (const { account, currency, lossCalls, loss } of cells) {
    if (account === null || currency === null || lossCalls === 0) continue;
    const sum = by.get(account) ?? { account, currency, calls: 0, amount: 0n };
    by.set(account, { ...sum, calls: sum.calls + lossCalls, amount: sum.amount + loss });
  }
  return [...by.values()];
}
