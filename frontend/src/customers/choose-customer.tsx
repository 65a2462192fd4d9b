import { Checkbox } from "@mantine/core";
import { createContext, useContext } from "react";
import type { CustomerLine } from "./customer-index.api.ts";

interface Choice {
  chosen: ReadonlySet<string>;
  /** The rows that the list has on show, in their order. */
  shown: readonly string[];
  flip(account: string): void;
  /** Chooses all of them, or none of them. */
  choose(accounts: readonly string[], isChosen: boolean): void;
}

/** Which customers are chosen. Rows ask here, so that the columns stay the same while one chooses. */
export const ChoiceOfCustomers = createContext<Choice>({
  chosen: new Set(),
  shown: [],
  flip: () => undefined,
  choose: () => undefined,
});

/** Chooses every row of the page. */
export function ChooseShown() {
  const { chosen, shown, choose } = useContext(ChoiceOfCustomers);
  const count = shown.filter((account) => chosen.has(account)).length;
  const all = shown.length > 0 && count === shown.length;
  return (
    <Checkbox
      className="choose"
      size="xs"
      aria-label="Choose all shown"
      checked={all}
      indeterminate={count > 0 && !all}
      onChange={() => choose(shown, !all)}
    />
  );
}

export function ChooseCustomer({ line }: { line: CustomerLine }) {
  const { chosen, flip } = useContext(ChoiceOfCustomers);
  const { account, company } = line;
  return (
    <Checkbox
      className="choose"
      size="xs"
      aria-label={`Choose ${company} ${account}`}
      checked={chosen.has(account)}
      onChange={() => flip(account)}
    />
  );
}
