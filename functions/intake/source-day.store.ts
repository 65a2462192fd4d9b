import { keys } from "../platform/keys.ts";
import { getMany, write } from "../platform/table.ts";
import { dayMs } from "../time/day.ts";
import { SourceDay } from "./source-day.ts";

const shards = 4;
const daysShown = 7;
/** Days that are kept. */
export const daysKept = 40;
const keptSeconds = daysKept * 86_400;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export interface Delivered {
  source: string;
  /** Spreads the deliveries over the shards. */
  delivery: string;
  accepted: number;
  duplicates: number;
  parked: number;
  refused: number;
  newestCallMs?: number | undefined;
}

const shardOf = (delivery: string): number => delivery.charCodeAt(delivery.length - 1) % shards;
const ttlFrom = (atMs: number): number => Math.floor(atMs / 1000) + keptSeconds;

/** Adds a delivery to its source's day. */
export async function countDelivery(delivered: Delivered, atMs: number): Promise<void> {
  const { source, delivery, newestCallMs, accepted, duplicates, parked, refused } = delivered;
  const set = {
    lastDeliveryMs: atMs,
    ttl: ttlFrom(atMs),
    ...(newestCallMs === undefined ? {} : { newestCallMs }),
    ...(accepted + duplicates + parked > 0 ? { lastRecordMs: atMs } : {}),
  };
  const add = { deliveries: 1, accepted, duplicates, parked, refused };
  await write({
    kind: "update",
    key: keys.sourceDay(source, dayOf(atMs), shardOf(delivery)),
    change: `SET ${named(set, " = ")} ADD ${named(add, " ")}`,
    values: { ...set, ...add },
  });
}

const named = (values: object, between: string): string =>
  Object.keys(values)
    .map((name) => `#${name}${between}:${name}`)
    .join(", ");

/** Notes that records of a source came which no delivery brought: its producer's own on the stream. Repeated it changes nothing. */
export async function noteHeard(source: string, record: string, atMs: number): Promise<void> {
  const none = { deliveries: 0, accepted: 0, duplicates: 0, parked: 0, refused: 0 };
  const set = { lastDeliveryMs: atMs, lastRecordMs: atMs, ttl: ttlFrom(atMs) };
  await write({
    kind: "update",
    key: keys.sourceDay(source, dayOf(atMs), shardOf(record)),
    change: `SET ${named(set, " = ")} ADD ${named(none, " ")}`,
    values: { ...set, ...none },
  });
}

/** The shards of the last days of each source, as many days as these are shown for. */
export async function daysOf(
  sources: readonly string[],
  atMs: number,
  days = daysShown,
): Promise<Map<string, SourceDay[]>> {
  const wanted = sources.flatMap((source) =>
    Array.from({ length: days * shards }, (_, n) => ({
      source,
      key: keys.sourceDay(source, dayOf(atMs - Math.floor(n / shards) * dayMs), n % shards),
    })),
  );
  const owner = new Map(wanted.map(({ source, key }) => [key.pk, source]));
  const found = new Map<string, SourceDay[]>(sources.map((source) => [source, []]));
  for (const item of await getMany(wanted.map(({ key }) => key)))
    found.get(owner.get(item.pk) ?? "")?.push(SourceDay.parse(item));
  return found;
}
