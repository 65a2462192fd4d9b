import { type RefObject, useEffect, useRef } from "react";

/** What editing a row does, by the button of its menu: the menu itself is there only while it is open. */
const edits = new WeakMap<Element, () => void>();

/** Lets `e` edit the row of this menu button. @param edit undefined where the row may not be edited */
export function useEditKey(edit: (() => void) | undefined): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (button.current && edit) edits.set(button.current, edit);
    else if (button.current) edits.delete(button.current);
  });
  return button;
}

/** Edits what the row shows: by its menu, or by what in it carries `data-edit`. @returns whether it can be edited */
export function editRow(row: Element): boolean {
  const menu = row.querySelector(".row-menu");
  const own = menu ? edits.get(menu) : undefined;
  if (own) own();
  else row.querySelector<HTMLElement>("[data-edit]")?.click();
  return own !== undefined || row.querySelector("[data-edit]") !== null;
}
