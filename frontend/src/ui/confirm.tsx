import { lazy } from "react";
import type { ConfirmProps } from "./confirm-dialog.tsx";
import { OnceOpened } from "./once-opened.tsx";

const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm-dialog.tsx")).ConfirmDialog }));

/** Asks before what cannot be taken back or what moves money. Says what will happen, and the button repeats the verb. */
export function Confirm(props: ConfirmProps) {
  return (
    <OnceOpened opened={props.opened}>
      <ConfirmDialog {...props} />
    </OnceOpened>
  );
}
