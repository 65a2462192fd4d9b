import * as z from "zod";
import { ListedCustomer, type Listing, listedCustomer } from "./listing.ts";

const { shape } = ListedCustomer;
type Column = keyof typeof shape;
const columnNames = Object.keys(shape) as Column[];

const Columns = z.object(
  Object.fromEntries(columnNames.map((name) => [name, z.array(shape[name])])) as {
    [Name in Column]: z.ZodArray<(typeof shape)[Name]>;
  },
);

/**
 * The whole list for the page to filter by itself: a column for each field, in the order of the account codes. Columns
 * pack far better than rows. Null for a list that is too long: the server is then to be asked for each search.
 */
export const CustomerIndex = z
  .object({
    /** Customers of the list, closed ones too. */
    customers: z.int(),
    columns: Columns.nullable(),
  })
  .meta({ id: "CustomerIndex" });
export type CustomerIndex = z.infer<typeof CustomerIndex>;

export function columnsOf(lines: readonly Listing[]): z.infer<typeof Columns> {
  const rows = lines.map(listedCustomer);
  return Object.fromEntries(columnNames.map((name) => [name, rows.map((row) => row[name])])) as never;
}
