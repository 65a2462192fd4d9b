import type { Part } from "./parts.ts";

export interface Outcome {
  part: Pick<Part, "name" | "says" | "size">;
  /** Exit of the program: 0 where everything held; null where its time was over first. */
  status: number | null;
  seconds: number;
  figures: readonly string[];
}

export interface Circumstances {
  date: string;
  /** Of the sources; with a word where they were changed since. */
  commit: string;
  machine: string;
  node: string;
}

const verdict = ({ status }: Outcome): string =>
  status === 0 ? "held" : status === null ? "**not finished** in its time" : "**BROKEN**";
const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** The report as Markdown. It says what was run and nothing of what was not. */
export function reportOf(outcomes: readonly Outcome[], { date, commit, machine, node }: Circumstances): string {
  const rows = outcomes.map(
    (one) => `| ${one.part.name} | ${one.part.size} | ${verdict(one)} | ${minutes(one.seconds)} |`,
  );
  const figures = outcomes.map(({ part, figures: lines }) =>
    [`## ${part.name}`, "", part.says, "", "```", ...lines, "```", ""].join("\n"),
  );
  return [
    "# Proof",
    "",
    "Written by `npm run proof`, which runs what tests have no time for. What is not in the table was not run.",
    "",
    `- **Date**: ${date}`,
    `- **Commit**: ${commit}`,
    `- **Machine**: ${machine}`,
    `- **Node**: ${node}`,
    "",
    "| Part | Size and seeds | Outcome | Time |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...figures,
  ].join("\n");
}
