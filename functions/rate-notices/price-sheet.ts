import { type Column, derived } from "../exports/column.ts";
import { isoInstant } from "../platform/clock.ts";
import type { NoticeLine } from "./notice-line.ts";

/** The columns of a sheet of prices, the same in a file and in a mail. */
export const priceColumns: Column<NoticeLine>[] = [
  derived({ id: "destination", title: "Destination", type: "text" }, ({ destination }) => destination),
  derived({ id: "prefix", title: "Code", type: "text" }, ({ prefix }) => prefix),
  derived({ id: "oldPrice", title: "Old price per minute", type: "number" }, ({ oldPrice }) => oldPrice),
  derived({ id: "newPrice", title: "New price per minute", type: "number" }, ({ newPrice }) => newPrice),
  derived({ id: "change", title: "Change", type: "text" }, ({ kind }) => kind),
  derived({ id: "connectFee", title: "Connect fee", type: "number" }, ({ connectFee }) => connectFee),
  derived({ id: "increments", title: "Increments", type: "text" }, ({ increments }) => increments),
  derived({ id: "effectiveFrom", title: "Effective from", type: "instant" }, ({ fromMs }) => isoInstant(fromMs)),
  derived({ id: "card", title: "Rate card", type: "text" }, ({ card }) => card),
];

/** What one customer is told: the cards for everybody, and its own. */
export const linesFor = (lines: readonly NoticeLine[], account: string): NoticeLine[] =>
  lines.filter((line) => line.account === null || line.account === account);
