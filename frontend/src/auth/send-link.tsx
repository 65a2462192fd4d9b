import { lazy } from "react";
import { OnceOpened } from "../ui/once-opened.tsx";
import type { LinkDialogProps } from "./link-dialog.tsx";

const LinkDialog = lazy(async () => ({ default: (await import("./link-dialog.tsx")).LinkDialog }));

/** Invites somebody, or lets them set another password, by a one-time link. */
export const SendLink = (props: LinkDialogProps) => (
  <OnceOpened opened={props.opened}>
    <LinkDialog {...props} />
  </OnceOpened>
);
