import { useEffect, useRef, useState } from "react";
import type { CustomerFilters } from "../filters.ts";
import { useSettledSearch } from "../ui/use-settled-search.ts";

/** What is typed counts at once and reaches the address 200 ms later: writing to the router at each key costs a visible pause. */
export function useTyped(filters: CustomerFilters, change: (part: Partial<CustomerFilters>) => void) {
  const [typed, setTyped] = useState(filters);
  const sent = useRef("");
  const settle = useSettledSearch((next: CustomerFilters) => {
    sent.current = JSON.stringify(next);
    change(next);
  }, 200);
  useEffect(() => {
    // The address repeats what was sent to it, when more may have been typed already.
    if (JSON.stringify(filters) === sent.current) return;
    sent.current = "";
    setTyped(filters);
  }, [filters]);
  const set = (part: Partial<CustomerFilters>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    settle(next);
  };
  return { typed, set };
}
