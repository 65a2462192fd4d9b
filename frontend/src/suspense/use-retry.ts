import { useMutation, useQueryClient } from "@tanstack/react-query";
import { countText } from "../ui/format.ts";
import { toast } from "../ui/toasts.tsx";
import type { RetryResult } from "./suspense.api.ts";

/** What became of the records that were tried again. */
function outcome({ charged, duplicates, parked }: RetryResult): string {
  const parts: [number, string][] = [
    [charged, "charged"],
    [duplicates, "known already"],
    [parked, "still wait"],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${countText(count)} ${word}`);
  return told.length > 0 ? `Tried again: ${told.join(", ")}.` : "Nothing could be tried again.";
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
