/** Worksheets that hold a fixed number of rows, each beginning with the header line. */

interface Part<Row> {
  rows: readonly Row[];
  /** Whether a new sheet begins with it. */
  isNew: boolean;
  /** Rows of its sheet that are used once it is written. */
  used: number;
}

/**
 * Cuts rows where sheets end.
 * @param most rows of one sheet, its header line among them
 * @param used rows of the sheet at hand that are used already
 */
export function headerSplit<Row>(rows: readonly Row[], most: number, used: number): Part<Row>[] {
  const parts: Part<Row>[] = [];
  for (let from = 0, held = used; from < rows.length; ) {
    const isNew = held === most;
    if (isNew) held = 1;
    const some = rows.slice(from, from + most - held);
    held += some.length;
    from += some.length;
    parts.push({ rows: some, isNew, used: held });
  }
  return parts;
}

/** `Customers`, `Customers 2`. */
export const sheetName = (title: string, index: number): string => (index === 1 ? title : `${title} ${index}`);
