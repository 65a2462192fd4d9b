import * as z from "zod";
import { placeIn } from "../platform/pages.ts";
import { Problem } from "../platform/problem.ts";
import { differencesFile, linesFile, linesFrom, readJson } from "./comparison.store.ts";
import { DestinationLine, Difference, type StoredComparison } from "./comparison.ts";
import { DifferenceClass, type DifferenceFilters, differenceClasses } from "./difference.ts";

/** What a comparison found, a page at a time. */

/** Where a list goes on: a class, the byte at which its piece begins, and how many lines of the piece were shown. */
const Place = z.object({ class: DifferenceClass, byte: z.int().min(0), line: z.int().min(0) });
type Place = z.infer<typeof Place>;

/** Pieces of a file that one request looks through: a filter that matches little still answers soon. */
const mostPieces = 16;

/** @throws Problem conflict while nothing is found yet */
function checkDone({ status }: StoredComparison): void {
  if (status !== "done") throw new Problem("conflict", "The comparison is not done.");
}

/** Both sides by destination, the farthest apart first. */
export async function destinationLines(job: StoredComparison): Promise<DestinationLine[]> {
  checkDone(job);
  return z.array(DestinationLine).parse((await readJson(linesFile(job))) ?? []);
}

function startOf(place: Place | undefined, wanted: DifferenceClass | undefined): Place {
  return place ?? { class: wanted ?? "ONLY_OURS", byte: 0, line: 0 };
}

function classBehind(one: DifferenceClass, wanted: DifferenceClass | undefined): DifferenceClass | undefined {
  return wanted === undefined ? differenceClasses[differenceClasses.indexOf(one) + 1] : undefined;
}

interface Asked {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** Calls that differ, class by class in the order of the classes, and there in the order of setup. */
export async function listDifferences(job: StoredComparison, filters: DifferenceFilters, { limit, after }: Asked) {
  checkDone(job);
  const items: Difference[] = [];
  let place: Place | undefined = startOf(placeIn(Place, after), filters.class);
  for (let pieces = 0; place && pieces < mostPieces; pieces++) {
    const here: Place = place;
    const { lines, next } = await linesFrom(differencesFile(job, here.class), here.byte);
    for (let line = here.line; line < lines.length; line++) {
      if (items.length === limit) return { items, after: { ...here, line } };
      const one = Difference.parse(JSON.parse(lines[line] ?? ""));
      if (filters.destination === undefined || one.destination === filters.destination) items.push(one);
    }
    const behind = next === null ? classBehind(here.class, filters.class) : here.class;
    place = behind && { class: behind, byte: next ?? 0, line: 0 };
  }
  return { items, after: place };
}
