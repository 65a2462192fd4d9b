import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { editRow } from "../ui/edit-key.ts";

/** Single letters can be switched off (WCAG 2.1.4) in the list that `?` opens. */
export const lettersKey = "switchbook-letter-shortcuts";
export const lettersOn = (): boolean => localStorage.getItem(lettersKey) !== "off";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("[role=dialog]") !== null);

/** Presses the page's own button, whichever it is: `n` the one that adds, `e` the one that edits. */
const press = (which: string): boolean => {
  const button = document.querySelector<HTMLElement>(which);
  // Focused first, so that the keyboard comes back to it when what it opens is closed.
  button?.focus();
  button?.click();
  return button !== null;
};

/** Rows of the page's table or list of cards, by the link or button that is their name, or else their menu. */
const nameIn = (row: Element | undefined) =>
  row?.querySelector<HTMLElement>("td[data-main] :is(a, button)") ?? row?.querySelector<HTMLElement>(".row-menu");
const rowsHere = () => [...document.querySelectorAll("main tbody tr")].filter((row) => nameIn(row));
const rowInUse = () => document.activeElement?.closest("main tbody tr") ?? undefined;

/** `j` and `k` go from row to row; the first one enters the table. */
function moveRow(by: 1 | -1): void {
  const [rows, row] = [rowsHere(), rowInUse()];
  const at = row ? rows.indexOf(row) + by : 0;
  nameIn(rows[at])?.focus();
}

/** Where the customer of the row is edited, or the one whose page is open. */
function customerEdited(): string | undefined {
  const row = rowInUse()?.querySelector<HTMLAnchorElement>("td[data-main] a");
  const account = /^\/customers\/(C\d{8})/.exec(row?.pathname ?? location.pathname)?.[1];
  return account && `/customers/${account}/details`;
}

/** `x` chooses the row, where rows can be chosen. */
const chooseRow = () => rowInUse()?.querySelector<HTMLInputElement>("input.choose, .choose input")?.click();

const focusSearch = (): boolean => {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
  return field !== null;
};

interface Openers {
  palette(): void;
  help(): void;
}

/** Ctrl-K or ⌘K anywhere; `/`, `n`, `e`, `j`, `k`, `x` and `?` where nobody is typing. */
export function useShortcuts({ palette, help }: Openers): void {
  const navigate = useNavigate();
  useEffect(() => {
    const letters: Record<string, () => unknown> = {
      "/": () => focusSearch() || palette(),
      n: () => press("[data-new]") || void navigate({ to: "/customers/new" }),
      j: () => moveRow(1),
      k: () => moveRow(-1),
      x: chooseRow,
      e: () => {
        const [row, to] = [rowInUse(), customerEdited()];
        if (row ? editRow(row) : press("main [data-edit]:not(tbody *)")) return;
        if (to) void navigate({ to });
      },
      "?": help,
    };
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        palette();
        return;
      }
      const act = letters[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !lettersOn()) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, palette, help]);
}
