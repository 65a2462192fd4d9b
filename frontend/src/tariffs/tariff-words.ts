import type { CardView } from "./tariff.api.ts";

export const roundingText = { HALF_UP: "Half up", UP: "Always up" } as const;

/** How a charge may be rounded, to choose from. */
export const roundingChoices = [
  { value: "HALF_UP", label: "Half up: to the nearest" },
  { value: "UP", label: "Always up" },
];

export const kindText = { SELL: "Customers", COST: "Vendor's cost" } as const;

/** Whom a tariff is for, to choose from. */
export const kindChoices = [
  { value: "SELL", label: "Customers: what they are charged" },
  { value: "COST", label: "A vendor: what it bills us" },
];

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Mon–Fri`, `Sat, Sun`: runs of three and more are written with their ends. */
function daysText(numbers: readonly number[]): string {
  const sorted = [...numbers].sort();
  const [first = 1, last = 1] = [sorted[0], sorted.at(-1)];
  const run = sorted.length > 2 && last - first === sorted.length - 1;
  return run ? `${days[first - 1]}–${days[last - 1]}` : sorted.map((day) => days[day - 1]).join(", ");
}

/** When a card holds, in words. */
export const hoursText = (windows: CardView["windows"]): string =>
  windows.length === 0
    ? "Always"
    : windows
        .map(
          ({ days: on, from, to }) =>
            `${daysText(on)} ${from === "00:00" && to === "24:00" ? "all day" : `${from}–${to}`}`,
        )
        .join("; ");

/** `30/6`, and what else a call is billed by. */
export const incrementsText = (rate: { firstIncrement: number; nextIncrement: number }): string =>
  `${rate.firstIncrement}/${rate.nextIncrement}`;

/** Whether customers are told of changes. */
export const noticeChoices = [
  { value: "OFF", label: "None" },
  { value: "CHANGES", label: "What changes" },
  { value: "FULL", label: "The whole price list" },
];
