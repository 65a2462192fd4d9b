import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "../ui/toasts.tsx";
import { retryWords } from "./retry-words.ts";
import type { RetryResult } from "./suspense.api.ts";

/** Tries records again and says what became of them. */
export function useRetry<V>(act: (variables: V) => Promise<RetryResult>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => toast(retryWords(result)),
    // What is charged by it changes calls, balances and statements too.
    onSettled: () => queryClient.invalidateQueries(),
  });
}
