import { useDebouncedCallback } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/**
 * Calls `write`, which puts what is typed into the address, once nobody has typed for `ms` milliseconds. Whoever goes to
 * another page before that is not called back: to write the address of a page ends the way to the next one.
 */
export function useSettledSearch<T>(write: (typed: T) => void, ms: number): (typed: T) => void {
  const router = useRouter();
  const settle = useDebouncedCallback(write, ms);
  const { cancel } = settle;
  useEffect(
    () => router.subscribe("onBeforeNavigate", ({ pathChanged }) => (pathChanged ? cancel() : undefined)),
    [router, cancel],
  );
  return settle;
}
