import * as z from "zod";
import { rule } from "../customers/customer-fields.ts";
import { CardWindow, compileWindows, TimeZone } from "../tariffs/card-window.ts";

/**
 * A row of a route says that numbers of a prefix may go to a gateway, in which turn and at which hours. Of the rows of a
 * number those of its longest prefix count: the lowest priority first, and rows of one priority share the calls.
 */

const prefixRule = "Must be up to 20 digits, * or #, with or without % at the end; % alone is any number.";
const priorityRule = "Must be a whole number from 1 to 99.";
const shareRule = "Must be a whole number from 0 to 100.";

/** Kept without the `%`; empty is any number. */
export const RowPrefix = z
  .string({ error: rule(prefixRule) })
  .trim()
  .regex(/^[\d*#]{0,20}%?$/, prefixRule)
  .overwrite((text) => text.replace(/%$/, ""));

const fields = {
  prefix: RowPrefix.meta({ title: "Prefix", description: "What the number begins with; empty or % is any number." }),
  gatewayId: z
    .string({ error: rule("Must be one of the gateways.") })
    .min(1, "Required.")
    .meta({ title: "Gateway" }),
  priority: z
    .int({ error: rule(priorityRule) })
    .min(1, priorityRule)
    .max(99, priorityRule)
    .meta({
      title: "Priority",
      description: "1 is tried first.",
    }),
  share: z
    .int({ error: rule(shareRule) })
    .min(0, shareRule)
    .max(100, shareRule)
    .meta({
      title: "Share in percent",
      description: "Of the calls of this prefix and priority. Unless the shares add up to 100, all have the same.",
    }),
  windows: z.array(CardWindow).max(10, "Must be at most 10 windows.").meta({
    title: "Hours",
    description: "None: always.",
  }),
  timeZone: TimeZone.meta({ title: "Time zone of the hours" }),
  status: z.enum(["ACTIVE", "INACTIVE"], { error: rule("Must be ACTIVE or INACTIVE.") }).meta({ title: "Status" }),
};

export const NewRouteRow = z
  .strictObject({
    ...fields,
    priority: fields.priority.default(1),
    share: fields.share.default(100),
    windows: fields.windows.default([]),
    timeZone: fields.timeZone.default("UTC"),
    status: fields.status.default("ACTIVE"),
  })
  .meta({ id: "NewRouteRow" });
export type NewRouteRow = z.output<typeof NewRouteRow>;

export const RouteRowChange = z.strictObject(fields).partial().meta({ id: "RouteRowChange" });
export type RouteRowChange = z.output<typeof RouteRowChange>;

export const RouteRow = z.object({ id: z.string(), vendorId: z.string(), ...fields }).meta({ id: "RouteRow" });
export type RouteRow = z.infer<typeof RouteRow>;

/** A row as it is wanted, its gateway known. */
export type WantedRow = Omit<RouteRow, "id">;

/** What is unique in a route. */
export const rowKey = ({ prefix, gatewayId }: Pick<RouteRow, "prefix" | "gatewayId">): string =>
  `${prefix}%${gatewayId}`;

const order = (a: RouteRow, b: RouteRow): number =>
  (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0) ||
  a.priority - b.priority ||
  b.share - a.share ||
  (a.id < b.id ? -1 : 1);

/** By prefix, then in the turn in which they are tried. */
export const inOrder = (rows: readonly RouteRow[]): RouteRow[] => rows.toSorted(order);

export interface CompiledRow extends RouteRow {
  /** Minutes of the week at which it holds; undefined: always. */
  minutes: Uint8Array | undefined;
}

/** The rows of a route, ready to choose from. */
export interface CompiledRoute {
  byPrefix: ReadonlyMap<string, readonly CompiledRow[]>;
  /** Length of the longest prefix. */
  longest: number;
}

/** Rows with the same hours share one table of minutes, so that thousands of them stay small. */
export function compileRows(rows: readonly RouteRow[]): CompiledRoute {
  const hours = new Map<string, Uint8Array | undefined>();
  const minutesOf = ({ windows }: RouteRow): Uint8Array | undefined => {
    const key = JSON.stringify(windows);
    if (!hours.has(key)) hours.set(key, compileWindows(windows));
    return hours.get(key);
  };
  const byPrefix = Map.groupBy(
    rows.map((row): CompiledRow => ({ ...row, minutes: minutesOf(row) })),
    ({ prefix }) => prefix,
  );
  return { byPrefix, longest: rows.reduce((most, { prefix }) => Math.max(most, prefix.length), 0) };
}
