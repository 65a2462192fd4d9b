import fc from "fast-check";
import { expect, it } from "vitest";
import { openingsOf } from "../../bin/migrate/set-aside.ts";
import { passedUp } from "../../functions/ledger/passed-up.ts";
import { decimalOf, type Nano, nanoOf } from "../../functions/money/money.ts";

const amount = fc.integer({ min: -50, max: 50 }).map(String);
/** Of each account the place of the reseller above it, among those before it and the operator. */
const trees = fc.record({
  resellers: fc.array(fc.record({ above: fc.nat(), balance: amount }), { minLength: 1, maxLength: 5 }),
  customers: fc.array(fc.record({ above: fc.nat(), balance: amount }), { maxLength: 8 }),
  order: fc.array(fc.nat(), { minLength: 13, maxLength: 13 }),
});

const sellerAt = (above: number, before: number): string | null =>
  above % (before + 1) ? `R${above % (before + 1)}` : null;

/** As the ledger books it: at the account, and what comes of it for those above. */
function book(balances: Map<string, Nano>, parents: ReadonlyMap<string, string | null>, account: string, entry: Nano) {
  let amountHere = entry;
  for (let at: string | null = account; at !== null && amountHere !== 0n; at = parents.get(at) ?? null) {
    const before = balances.get(at) ?? 0n;
    balances.set(at, before + amountHere);
    amountHere = passedUp(before, before + amountHere, amountHere);
  }
}

it("in whatever order openings are booked, everybody has what it had, and no level makes or loses money", () => {
  fc.assert(
    fc.property(trees, fc.boolean(), ({ resellers, customers, order }, isSetAsideThere) => {
      const above = resellers.map(({ above, balance }, i) => {
        const base = { id: `R${i + 1}`, where: "", balance, fields: { creditLimit: "0" } };
        return { ...base, parent: sellerAt(above, i) };
      });
      const below = customers.map((one, i) => ({
        ...{ id: `C${i}`, balance: one.balance, reseller: sellerAt(one.above, resellers.length) },
      }));
      const { openings, faults } = openingsOf(above, below, isSetAsideThere);
      const parents = new Map<string, string | null>([
        ...above.map(({ id, parent }) => [id, parent] as const),
        ...below.map(({ id, reseller }) => [id, reseller] as const),
      ]);
      const entries = [
        ...above.map(({ id }) => ({ id, entry: openings.get(id)?.entry ?? "0" })),
        ...below.map(({ id, balance }) => ({ id, entry: balance })),
      ].map((one, i) => ({ ...one, turn: order[i] ?? 0 }));
      const balances = new Map<string, Nano>();
      for (const { id, entry } of entries.toSorted((a, b) => a.turn - b.turn))
        book(balances, parents, id, nanoOf(entry));
      const has = (id: string): Nano => balances.get(id) ?? 0n;
      for (const { id, balance } of below) expect([id, has(id)]).toEqual([id, nanoOf(balance)]);
      const isBelow = (id: string, reseller: string): boolean => {
        const parent = parents.get(id) ?? null;
        return parent !== null && (parent === reseller || isBelow(parent, reseller));
      };
      for (const { id, balance } of above) {
        const stands = [...parents.keys()].filter((one) => isBelow(one, id) && has(one) > 0n);
        const setAside = stands.reduce((sum, one) => sum + has(one), 0n);
        const { balance: here, setAside: said } = openings.get(id) ?? { balance: "", setAside: "" };
        expect([id, decimalOf(has(id)), decimalOf(setAside)]).toEqual([id, here, said]);
        expect(has(id) + (isSetAsideThere ? 0n : setAside)).toBe(nanoOf(balance));
        expect(faults.some(({ message }) => message.startsWith(`${id} has`))).toBe(has(id) < 0n);
      }
    }),
    { numRuns: 3000 },
  );
});
