import { type Nano, nanoOf } from "../money/money.ts";
import { type Guarded, guarded } from "../platform/guarded.ts";
import { grantCredit } from "./reseller.store.ts";

/** What is said where a reseller's limit is not enough. */
export const overGranted = "The reseller would grant more credit than its own limit allows.";

/** What an account's credit limit takes of the limit of the reseller above it; nothing for the operator's own. */
export function grantWrites(seller: string | null, before: string | undefined, after: string | undefined): Guarded[] {
  const more: Nano = nanoOf(after ?? "0") - nanoOf(before ?? "0");
  return seller === null || more === 0n ? [] : guarded([grantCredit(seller, more)], overGranted, "creditLimit");
}
