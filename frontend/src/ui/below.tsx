import type { ReactNode } from "react";

/** What a cell says second, in a line of its own: less than a column's worth. Nothing where there is nothing to say. */
export const Below = ({ children }: { children: ReactNode }) =>
  children ? <div className="below">{children}</div> : null;
