import { useQuery } from "@tanstack/react-query";
import { Money } from "../ui/figures.tsx";
import { balanceQuery, type CustomerLine } from "./customer-index.api.ts";

/** The balance of a line: asked for when the line comes into sight, unless the line brought it along. */
export function Balance({ line }: { line: CustomerLine }) {
  const { data } = useQuery({ ...balanceQuery(line.account), enabled: line.balance === undefined });
  // Four places are the usual ones; with them the points stand below each other.
  return <Money value={line.balance ?? data?.balance} least={4} />;
}
