import { Button } from "@mantine/core";
import { countOf } from "./format.ts";

interface TableFootProps {
  /** Rows on show; undefined until the first of them are there. */
  count: number | undefined;
  /** One of the rows, as `call`. */
  word: string;
  hasMore: boolean;
  /** The next ones are on their way. */
  busy: boolean;
  fetchMore(): unknown;
}

/** How many rows there are, and the way to more of them. */
export const TableFoot = ({ count, word, hasMore, busy, fetchMore }: TableFootProps) => (
  <div className="table-foot">
    <span role="status">{count === undefined ? "" : countOf(count, hasMore, word)}</span>
    {hasMore ? (
      <Button variant="default" loading={busy} onClick={() => void fetchMore()}>
        Show more
      </Button>
    ) : null}
  </div>
);
