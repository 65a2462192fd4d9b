import { comparisonFor } from "../../comparisons/comparison.flow.ts";
import type { DestinationLine, Difference } from "../../comparisons/comparison.ts";
import { type DifferenceClass, differenceClasses } from "../../comparisons/difference.ts";
import { destinationLines, listDifferences } from "../../comparisons/list-differences.flow.ts";
import { decimalOf, nanoOf } from "../../money/money.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

const pageSize = 1000;

const jobOf = ({ comparison }: { comparison: string }, { principal, at }: Scope) =>
  comparisonFor(principal, comparison, at);

/** `only-ours-calls`. */
const ofClass = (kind: DifferenceClass, what: string) => `${kind.toLowerCase().replace("_", "-")}-${what}`;

const classTitles: Record<DifferenceClass, string> = {
  ONLY_OURS: "Only ours",
  ONLY_THEIRS: "Only theirs",
  TWICE: "Said twice",
  DURATION: "Duration",
  ROUNDING: "Rounding",
  RATE: "Rate",
};

const figure = (id: string, title: string, of: (line: DestinationLine) => string | number) =>
  derived<DestinationLine>({ id, title, type: "number" }, (line) => of(line));

const lineColumns: Column<DestinationLine>[] = [
  column("destination", "Destination"),
  derived({ id: "prefixes", title: "Prefixes", type: "text" }, ({ prefixes }) => prefixes.join(" ")),
  figure("ourCalls", "Our calls", ({ ours }) => ours.calls),
  figure("theirCalls", "Their calls", ({ theirs }) => theirs.calls),
  figure("ourSeconds", "Our seconds", ({ ours }) => ours.seconds),
  figure("theirSeconds", "Their seconds", ({ theirs }) => theirs.seconds),
  figure("ourAmount", "Our amount", ({ ours }) => ours.amount),
  figure("theirAmount", "Their amount", ({ theirs }) => theirs.amount),
  figure("difference", "Theirs less ours", ({ ours, theirs }) =>
    decimalOf(nanoOf(theirs.amount) - nanoOf(ours.amount)),
  ),
  column("matched", "Calls of both", "number"),
  ...differenceClasses.flatMap((kind) => [
    figure(ofClass(kind, "calls"), `${classTitles[kind]}: calls`, ({ classes }) => classes[kind]?.calls ?? 0),
    figure(ofClass(kind, "amount"), `${classTitles[kind]}: amount`, ({ classes }) => classes[kind]?.amount ?? "0"),
  ]),
];

async function* linePages(filter: FiltersOf<"comparison">, scope: Scope) {
  yield { rows: await destinationLines(await jobOf(filter, scope)) };
}

/** Both sides of a comparison by destination. */
export const comparisonRows = exportKind<FiltersOf<"comparison">, DestinationLine>({
  columns: lineColumns,
  pages: linePages,
  count: async (filter, scope) => (await destinationLines(await jobOf(filter, scope))).length,
  check: async (filter, scope) => destinationLines(await jobOf(filter, scope)),
});

const differenceColumns: Column<Difference>[] = [
  derived({ id: "class", title: "Difference", type: "text" }, (one) => classTitles[one.class]),
  column("destination", "Destination"),
  column("number", "Called number"),
  column("at", "Setup", "instant"),
  column("laterSeconds", "Their clock behind, seconds", "number"),
  column("line", "Line of their file", "number"),
  column("call", "Our call"),
  column("account", "Account code"),
  column("ourSeconds", "Our seconds", "number"),
  column("theirSeconds", "Their seconds", "number"),
  column("ourAmount", "Our amount", "number"),
  column("theirAmount", "Their amount", "number"),
];

async function* differencePages({ comparison, ...filters }: FiltersOf<"differences">, scope: Scope) {
  const job = await jobOf({ comparison }, scope);
  for await (const { items } of pagesOf((after: After) => listDifferences(job, filters, { limit: pageSize, after })))
    yield { rows: items };
}

/** Calls that are not the same on both sides. */
export const differenceRows = exportKind<FiltersOf<"differences">, Difference>({
  columns: differenceColumns,
  pages: differencePages,
  check: async (filter, scope) => destinationLines(await jobOf(filter, scope)),
});
