import * as z from "zod";
import { decimalOf, type Nano, SignedAmount } from "../money/money.ts";
import type { CallRow } from "./call-row.ts";

/** What the resellers above a customer were charged for its call, and what each of them kept of it. */

export const CallLevel = z
  .object({
    /** The reseller. */
    account: z.string(),
    /** What it was debited, in the call's currency, which its whole tree has. */
    charge: SignedAmount,
    /** Part of `charge`. */
    tax: SignedAmount,
    /** The tariff that it buys by. Null where the call has nothing to charge. */
    tariffId: z.string().nullable(),
    tariffVersion: z.number().int().nullable(),
    /** What the level below pays it less what it pays, both net of tax. */
    margin: SignedAmount,
  })
  .meta({ id: "CallLevel" });
export type CallLevel = z.infer<typeof CallLevel>;

const netOf = ({ charge, tax }: { charge: Nano; tax: Nano }): Nano => charge - tax;

/**
 * The levels above the customer, the nearest first.
 * @param upTo who asks: a reseller sees what those below it and itself pay, and nothing of what is above; null: all
 */
export function levelsOf(row: Pick<CallRow, "charge" | "tax" | "upper">, upTo: string | null): CallLevel[] {
  const own = row.upper.findIndex(({ account }) => account === upTo);
  const seen = upTo === null ? row.upper : row.upper.slice(0, own + 1);
  return seen.map((level, i) => {
    const { account, charge, tax, tariffId, tariffVersion } = level;
    const margin = netOf(row.upper[i - 1] ?? row) - netOf(level);
    return {
      ...{ account, tariffId, tariffVersion },
      ...{ charge: decimalOf(charge), tax: decimalOf(tax), margin: decimalOf(margin) },
    };
  });
}
