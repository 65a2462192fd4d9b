import type { Preview, Sniffed, SourceView } from "./intake.api.ts";
import { formatNames } from "./source-words.ts";

/** Why a file may belong to another source than the one it is about to be sent for. */
export interface FileDoubt {
  sentence: string;
  because: string;
  /** Layouts that the file looks like. */
  formats: readonly SourceView["format"][];
}

/** A proposal below this is a guess and is not held against a source. */
const leastCertainty = 50;

/** How many records the source's own settings make something of; one that a person would have to look at is half a one. */
function readable({ parked, counts }: Preview): { read: number; all: number } {
  const doubtful = parked.filter(({ reason }) => reason !== "MALFORMED" && reason !== "TRUNCATED").length;
  const share = parked.length === 0 ? 0 : doubtful / parked.length;
  return { read: counts.records + Math.floor((counts.parked * share) / 2), all: counts.records + counts.parked };
}

type Look = Pick<Sniffed, "text"> & {
  proposals: readonly Pick<Sniffed["proposals"][number], "format" | "certainty" | "because">[];
};

/** The source reads the file's beginning with its own settings; where that fails for most of it, what the file looks like. */
export function doubtOf(
  source: Pick<SourceView, "name" | "format">,
  sniffed: Look,
  preview: Preview,
): FileDoubt | undefined {
  const name = `the source “${source.name}” reads ${formatNames[source.format]}`;
  if (sniffed.text.trim() === "") return { sentence: "The file is empty.", because: "", formats: [] };
  const { read, all } = readable(preview);
  if (all > 0 && read * 2 >= all) return undefined;
  const proposals = sniffed.proposals.filter(({ certainty }) => certainty >= leastCertainty);
  const formats = proposals.map(({ format }) => format);
  const [best] = proposals;
  const because = `Of ${all} records at its beginning, ${source.name} can read ${read}.`;
  if (!best) return { sentence: `This looks like no layout that is known; ${name}.`, because, formats };
  if (best.format === source.format)
    return { sentence: `This is ${formatNames[best.format]}, but not as the source is set.`, because, formats };
  return { sentence: `This looks like ${formatNames[best.format]}; ${name}.`, because: best.because, formats };
}
