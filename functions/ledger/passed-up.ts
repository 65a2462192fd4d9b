import type { Nano } from "../money/money.ts";

/**
 * What stands on the balance of a reseller's customer was set aside by the reseller, and is its again once the customer's
 * calls have used it up; the reseller then pays its own price for the call. A customer that owes, owes its reseller: what
 * it pays of a debt is the reseller's at once. So money is nowhere made: what all levels of a chain have on their balances
 * falls by what the top is charged, and rises by what comes in from outside.
 */

const setAside = (bal: Nano): Nano => (bal > 0n ? bal : 0n);

/**
 * What the account above gets when a balance moves; less than 0: what it has to set aside.
 * @param came what of the movement came in from outside or from further below, and was not set aside by the account above
 */
export const passedUp = (before: Nano, after: Nano, came: Nano): Nano => came + setAside(before) - setAside(after);
