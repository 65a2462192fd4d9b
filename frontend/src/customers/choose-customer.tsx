import { Checkbox } from "@mantine/core";
import { createContext, useContext } from "react";
import type { CustomerLine } from "./customer-index.api.ts";

interface Choice {
  chosen: ReadonlySet<string>;
  flip(account: string): void;
}

/** Which customers are chosen. Rows ask here, so that the columns stay the same while one chooses. */
export const ChoiceOfCustomers = createContext<Choice>({ chosen: new Set(), flip: () => undefined });

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
