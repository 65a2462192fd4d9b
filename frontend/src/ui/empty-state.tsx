import type { ReactNode } from "react";

/** Why there is nothing here, and what to do about it: none yet (add one) and none match (clear) read differently. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children ? <p className="dim">{children}</p> : null}
      {action}
    </div>
  );
}
