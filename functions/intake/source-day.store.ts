import { keys } from "../platform/keys.ts";
import { getMany, write } from "../platform/table.ts";
import { SourceDay } from "./source-day.ts";

const shards = 4;
const daysShown = 7;
const keptSeconds = 40 * 86_400;
const dayMs = 86_400_000;

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

/** Adds a delivery to its source's day. */
export async function countDelivery(delivered: Delivered, atMs: number): Promise<void> {
  const { source, delivery, newestCallMs, accepted, duplicates, parked, refused } = delivered;
  const shard = delivery.charCodeAt(delivery.length - 1) % shards;
  const newest = newestCallMs === undefined ? {} : { newestCallMs };
  await write({
    kind: "update",
    key: keys.sourceDay(source, dayOf(atMs), shard),
    change: `SET #lastDeliveryMs = :at, #ttl = :ttl${newestCallMs === undefined ? "" : ", #newestCallMs = :newestCallMs"} ADD #deliveries :one, #accepted :accepted, #duplicates :duplicates, #parked :parked, #refused :refused`,
    values: {
      at: atMs,
      ttl: Math.floor(atMs / 1000) + keptSeconds,
      one: 1,
      accepted,
      duplicates,
      parked,
      refused,
      ...newest,
    },
  });
}

/** The shards of the last seven days of each source. */
export async function daysOf(sources: readonly string[], atMs: number): Promise<Map<string, SourceDay[]>> {
  const wanted = sources.flatMap((source) =>
    Array.from({ length: daysShown * shards }, (_, n) => ({
      source,
      key: keys.sourceDay(source, dayOf(atMs - Math.floor(n / shards) * dayMs), n % shards),
    })),
  );
  const owner = new Map(wanted.map(({ source, key }) => [key.pk, source]));
  const days = new Map<string, SourceDay[]>(sources.map((source) => [source, []]));
  for (const item of await getMany(wanted.map(({ key }) => key)))
    days.get(owner.get(item.pk) ?? "")?.push(SourceDay.parse(item));
  return days;
}
