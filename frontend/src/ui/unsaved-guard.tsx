import { useBlocker } from "@tanstack/react-router";
import { Confirm } from "./confirm.tsx";

/** Asks before a page with changes that were not saved is left, inside the site and when the tab is closed. */
export function UnsavedGuard({ dirty }: { dirty: () => boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty() && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  return (
    <Confirm
      opened={status === "blocked"}
      title="Leave without saving?"
      verb="Leave without saving"
      dangerous
      onConfirm={() => proceed?.()}
      onClose={() => reset?.()}
    >
      <p>What you changed on this page is not saved yet.</p>
    </Confirm>
  );
}
