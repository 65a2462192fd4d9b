import type { Mutant } from "./mutant.ts";
import { rerateMutants } from "./rerate-mutants.ts";

/** Guards of the money that goes up and down a chain of resellers, of the days whose calls are counted, and of re-rating. */
export const chainMutants: readonly Mutant[] = [
  {
    name: "a reseller gets what its customers are charged, whether they have it or not",
    file: "functions/ledger/posting-draft.ts",
    find: "passedUp(before, level.after.bal, below);",
    replace: "before > 0n ? charge : 0n;",
  },
  {
    name: "a reseller's payment comes out of nobody's balance",
    file: "functions/payments/pass-up.flow.ts",
    find: "const amount = payer && account === payer.account ? up - payer.effect : up;",
    replace: "const amount = up;",
  },
  {
    name: "a day leaves the balance although calls came since it was counted",
    file: "functions/ledger/ledger.store.ts",
    find: '  values: { dirty: withoutDays(seen.dirty, days) },\n  when: unchanged("seq", seen.seq),',
    replace: "  values: { dirty: withoutDays(seen.dirty, days) },",
  },
  ...rerateMutants,
];
