/** A record of a call that is known already, or waits already. */
export interface DuplicateLine {
  as: "duplicates";
  source: string;
  /** As in `Place`. */
  day: string;
  delivery: string;
  upload: string | null;
  line: number;
}

/** A line of a file that is half of a call for which another line stands. It is no record of its source's day. */
interface JoinedLine {
  as: "joined";
  upload: string;
  line: number;
}

/** A line of a delivery that is counted as something that is no call. */
export type AsideLine = DuplicateLine | JoinedLine;
