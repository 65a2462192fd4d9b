import type { Key } from "./table.ts";

/**
 * Every key of the single table, one line per item type. No other file spells a pk or sk. Keys are read by eye in a
 * console when something is wrong, so they say what they are.
 */

/** The index list from which the stack and the tests build the table. `gsi1` is sparse: only items that set its keys are in it. */
export const tableIndexes = [{ name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" }] as const;

const key = (pk: string, sk: string): Key => ({ pk, sk });

/** Keys of the sparse index for an item. */
export const indexed = (gsi1pk: string, gsi1sk: string) => ({ gsi1pk, gsi1sk });

export const keys = {
  // customers
  customer: (account: string) => key(`ACC#${account}`, "CUSTOMER"),
  customerListing: (owner: string, account: string) => key(`LIST#${owner}`, account),
  accountCounter: () => key("COUNTER", "ACCOUNT"),
  /** A web login, unique in the system without case, whoever it belongs to. */
  login: (username: string) => key(`LOGIN#${username.toLowerCase()}`, "LOGIN"),
  // money
  balance: (account: string) => key(`ACC#${account}`, "BAL"),
};
