import { type ReactNode, Suspense, useRef } from "react";

/** A layer whose code is fetched when it is first opened, and which stays then, so that it can be seen to close. */
export function OnceOpened({ opened, children }: { opened: boolean; children: ReactNode }) {
  const wanted = useRef(false);
  wanted.current ||= opened;
  return wanted.current ? <Suspense fallback={null}>{children}</Suspense> : null;
}
