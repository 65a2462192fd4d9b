import type { RerateView } from "./rerate.api.ts";

type Status = RerateView["status"];

/** What each status is called, and how it is tinted. */
export const statusWords: Record<Status, { label: string; tone: "ok" | "bad" | "warn" | "neutral" }> = {
  TRYING: { label: "Is being tried", tone: "warn" },
  TRIED: { label: "Waits for approval", tone: "warn" },
  CHECKING: { label: "Is being checked", tone: "warn" },
  RUNNING: { label: "Corrects calls", tone: "warn" },
  DONE: { label: "Done", tone: "ok" },
  OUTDATED: { label: "Out of date", tone: "bad" },
  CANCELLED: { label: "Cancelled", tone: "neutral" },
  FAILED: { label: "Broke off", tone: "bad" },
};

export const whatWords = {
  CHARGES: "What accounts pay",
  COSTS: "What vendors take",
  BOTH: "Both",
} as const;

/** Why a call keeps what it was charged. */
export const lostWords = {
  NO_RATE: "no rate now",
  RATE_BLOCKED: "rate is blocked now",
  NO_TARIFF: "tariff is gone",
  TARIFF_INVALID: "tariff in another currency",
} as const;
