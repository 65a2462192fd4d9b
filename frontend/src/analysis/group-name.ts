import { instantText, sentence } from "../ui/format.ts";
import type { TrafficBy, TrafficGroup } from "./analysis.api.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** What each grouping is called, in the order in which it is offered. */
export const byWords: readonly (readonly [TrafficBy, string])[] = [
  ["day", "Day"],
  ["hour", "Hour"],
  ["weekdayHour", "Weekday and hour"],
  ["destination", "Destination"],
  ["prefix", "Prefix"],
  ["cause", "Release cause"],
  ["vendor", "Vendor"],
  ["gateway", "Gateway"],
  ["device", "Device"],
  ["direction", "Direction"],
  ["customer", "Customer"],
];

/** Groupings of what only whoever may see vendors sees. */
export const vendorsBy: readonly TrafficBy[] = ["vendor", "gateway"];

const directions: Record<string, string> = { OUT: "Outgoing", DID: "Incoming" };

/** A group's name for people. */
export function groupName({ key, label }: Pick<TrafficGroup, "key" | "label">, by: TrafficBy, zone: string): string {
  if (by === "hour") return instantText(key, zone).slice(0, 16);
  if (by === "weekdayHour") return `${weekdays[Number(key[0]) - 1]} ${key.slice(2)}:00`;
  if (by === "direction") return directions[key] ?? key;
  if (key === "") return "None";
  if (by === "cause") return /^[A-Z_]+$/.test(key) ? sentence(key) : label;
  return label;
}
