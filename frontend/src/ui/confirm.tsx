import { lazy, type ReactNode } from "react";
import { OnceOpened } from "./once-opened.tsx";

const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm-dialog.tsx")).ConfirmDialog }));

export interface ConfirmProps {
  opened: boolean;
  title: string;
  /** The verb on the button. */
  verb: string;
  dangerous?: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
}

/** Asks before what cannot be taken back or what moves money. Says what will happen, and the button repeats the verb. */
export function Confirm(props: ConfirmProps) {
  return (
    <OnceOpened opened={props.opened}>
      <ConfirmDialog {...props} />
    </OnceOpened>
  );
}
