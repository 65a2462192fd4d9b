import type { Part } from "./part.ts";

export interface Outcome {
  part: Pick<Part, "name" | "says" | "size">;
  /** Exit of the programs: 0 where everything held; null where the time was over first. */
  status: number | null;
  seconds: number;
  figures: readonly string[];
}

/** Where and when something ran. */
export interface Circumstances {
  /** ISO 8601. */
  date: string;
  commit: string;
  machine: string;
  node: string;
}

/** What came of a part, whenever it ran. */
export interface Row extends Outcome {
  ran: Circumstances;
  /** Whether it ran on just what stands in the report's commit. */
  isCurrent: boolean;
}

function verdict({ status, figures }: Outcome): string {
  if (status === null) return "**not finished** in its time";
  if (status !== 0) return "**BROKEN**";
  const missed = figures.filter((line) => line.endsWith(" MISSED")).length;
  return missed === 0 ? "held" : `answers agree, targets missed: ${missed}`;
}
const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
const day = ({ date }: Circumstances): string => date.slice(0, 10);
const short = ({ commit }: Circumstances): string => commit.replace(/^([0-9a-f]{12})[0-9a-f]+/, "$1");

const lineOf = (row: Row): string =>
  [
    ...["", row.part.name, row.part.size, verdict(row), minutes(row.seconds), day(row.ran)],
    ...[short(row.ran), row.isCurrent ? "the same" : "**changed since**", ""],
  ]
    .join(" | ")
    .trim();

const sectionOf = ({ part, ran, figures }: Row): string =>
  [
    ...[`## ${part.name}`, "", part.says, ""],
    ...[`Ran on ${ran.date} at ${ran.commit}; Node ${ran.node}, ${ran.machine}.`, ""],
    ...["```", ...figures, "```", ""],
  ].join("\n");

/** The report as Markdown. It says what was run, when and on which sources, and nothing of what was not. */
export const reportOf = (rows: readonly Row[], { date, commit }: Pick<Circumstances, "date" | "commit">): string =>
  [
    ...["# Proof", ""],
    "Written by `npm run proof`, which runs what tests have no time for. What is not in the table was not run.",
    "Each part ran at the commit of its row. Its sources are what decides its outcome; the last column says whether they",
    "are still the same at the commit of the report.",
    ...["", `- **Date**: ${date}`, `- **Commit**: ${commit}`, ""],
    "| Part | Size and seeds | Outcome | Took | Ran on | at | Its sources |",
    "|---|---|---|---|---|---|---|",
    ...[...rows.map(lineOf), ""],
    ...rows.map(sectionOf),
  ].join("\n");
