import { useCallback, useEffect, useRef, useState } from "react";
import type { CustomerFilters } from "../filters.ts";
import { useSettledSearch } from "../ui/use-settled-search.ts";

/** What is typed counts at once and reaches the address 200 ms later: writing to the router at each key costs a visible pause. */
export function useTyped(filters: CustomerFilters, change: (part: Partial<CustomerFilters>) => void) {
  const [typed, setTyped] = useState(filters);
  const latest = useRef(filters);
  const sent = useRef("");
  const settle = useSettledSearch((next: CustomerFilters) => {
    sent.current = JSON.stringify(next);
    change(next);
  }, 200);
  useEffect(() => {
    // The address repeats what was sent to it, when more may have been typed already.
    if (JSON.stringify(filters) === sent.current) return;
    sent.current = "";
    latest.current = filters;
    setTyped(filters);
  }, [filters]);
  const set = useCallback(
    (part: Partial<CustomerFilters>) => {
      latest.current = { ...latest.current, ...part };
      setTyped(latest.current);
      settle(latest.current);
    },
    [settle],
  );
  return { typed, set };
}
