import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CallFilters } from "../filters.ts";
import { callsQuery, callsQuestion, newestCallsQuery } from "./call.api.ts";
import { withNewest } from "./newest-calls.ts";

/** How the newest calls are kept coming. */
export interface LiveTail {
  isOn: boolean;
  turn(on: boolean): void;
  /** The filter's range has ended, so none can come. */
  isOver: boolean;
  /** They could not be asked for. */
  isLost: boolean;
  /** Ids of the calls that came since it was turned on. */
  came: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const everyMs = 5000;

/** Asks for the newest calls of a list again and again while it is on, and the page in sight. */
export function useLiveTail(account: string, filters: CallFilters, zone: string): LiveTail {
  const client = useQueryClient();
  const [isOn, setOn] = useState(false);
  const [came, setCame] = useState(none);
  const { to } = callsQuestion(filters, zone);
  const isOver = to !== undefined && Date.parse(to) <= Date.now();
  const { queryKey } = callsQuery(account, filters, zone);
  const question = JSON.stringify(queryKey);
  const asking = isOn && !isOver;
  // A page that is out of sight asks for nothing.
  const newest = useQuery({
    ...newestCallsQuery(account, filters, zone),
    enabled: asking,
    refetchInterval: everyMs,
    staleTime: 0,
  });
  const { data } = newest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or another go, begins with no new call
  useEffect(() => setCame(none), [question, isOn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is its key
  useEffect(() => {
    const shown = client.getQueryData(queryKey);
    if (!asking || !data || !shown) return;
    const next = withNewest(shown.pages, data);
    if (!next) {
      setCame(new Set(data.items.map(({ id }) => id)));
      void client.resetQueries({ queryKey, exact: true });
    } else if (next.came.length > 0) {
      client.setQueryData(queryKey, { ...shown, pages: next.pages });
      setCame((before) => new Set([...before, ...next.came]));
    } else return;
    void client.invalidateQueries({ queryKey: ["calls", account, "totals"] });
  }, [client, account, question, asking, data]);
  return { isOn, turn: setOn, isOver: isOn && isOver, isLost: newest.isError, came };
}
