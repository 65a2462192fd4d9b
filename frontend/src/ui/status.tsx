import { sentence } from "./format.ts";

type Tone = "ok" | "bad" | "warn" | "neutral";

const tones: Record<string, Tone> = {
  ACTIVE: "ok",
  LIVE: "ok",
  DONE: "ok",
  READY: "ok",
  APPLIED: "ok",
  ANSWERED: "ok",
  PENDING: "warn",
  DEMO: "warn",
  QUEUED: "neutral",
  RUNNING: "warn",
  CHECKING: "warn",
  SUSPENDED: "bad",
  BLOCKED: "bad",
  FAILED: "bad",
  CLOSED: "neutral",
  INACTIVE: "neutral",
};

/** A state as a word on a tint. The word carries the meaning, the colour only helps. */
export function Status({ value, tone, label }: { value: string; tone?: Tone; label?: string }) {
  return (
    <span className="status" data-tone={tone ?? tones[value.toUpperCase()] ?? "neutral"}>
      {label ?? (value === "LIVE" || value === "DEMO" ? value : sentence(value))}
    </span>
  );
}
