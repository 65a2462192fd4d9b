import { Button } from "@mantine/core";
import { countOf } from "./format.ts";

interface TableFootProps {
  /** What the rows are asked for by: pages that follow each other. */
  list: { isSuccess: boolean; hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
  /** Rows on show. */
  count: number;
  /** One of the rows, as `call`. */
  word: string;
}

/** How many rows there are, and the way to more of them. That there is none is said, with the reason, in their place. */
export const TableFoot = ({ list, count, word }: TableFootProps) => (
  <div className="table-foot">
    <span role="status">
      {list.isSuccess && (count > 0 || list.hasNextPage) ? countOf(count, list.hasNextPage, word) : ""}
    </span>
    {list.hasNextPage ? (
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        Show more
      </Button>
    ) : null}
  </div>
);
