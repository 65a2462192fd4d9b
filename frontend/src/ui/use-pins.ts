import { type RefObject, useLayoutEffect } from "react";

/** What a cell of a pinned column carries: where it stays is a property of the table. */
export const pinOf = (column: { id: string; pinned?: boolean } | undefined) =>
  column?.pinned ? { "data-pin": column.id, style: { insetInlineStart: `var(--pin-${column.id})` } } : undefined;

/** Has each pinned column stay behind the columns before it, as wide as those come out. */
export function usePins(region: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const table = region.current?.querySelector("table");
    if (!table?.querySelector("th[data-pin]")) return;
    let before = 0;
    for (const head of table.querySelectorAll<HTMLElement>("th")) {
      if (head.dataset["pin"]) table.style.setProperty(`--pin-${head.dataset["pin"]}`, `${before}px`);
      before += head.offsetWidth;
    }
  });
}
