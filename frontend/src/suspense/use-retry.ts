import { useMutation, useQueryClient } from "@tanstack/react-query";
import { countText, sentence } from "../ui/format.ts";
import { toast } from "../ui/toasts.tsx";
import type { RetryResult } from "./suspense.api.ts";

/** What became of the records that were tried again. */
function outcome({ charged, duplicates, parked, reasons, more }: RetryResult): string {
  const parts: [number, string][] = [
    [charged, "charged"],
    [duplicates, "known already"],
    [parked, "still wait"],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${countText(count)} ${word}`);
  const why = Object.entries(reasons).map(([reason, count]) => `${sentence(reason).toLowerCase()} ${countText(count)}`);
  // What was not decided in time is no outcome: it waits as it did, and another try finds what was charged.
  const open = more ? " Not all of it was decided in time: retry once more." : "";
  if (why.length > 0) return `Tried again: ${told.join(", ")} (${why.join(", ")}).${open}`;
  if (told.length > 0) return `Tried again: ${told.join(", ")}.${open}`;
  return more ? "It was not decided in time. Retry once more." : "Nothing could be tried again.";
}

/** Tries records again and says what became of them. */
export function useRetry<V>(act: (variables: V) => Promise<RetryResult>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => toast(outcome(result)),
    // What is charged by it changes calls, balances and statements too.
    onSettled: () => queryClient.invalidateQueries(),
  });
}
