import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

/** Single letters can be switched off (WCAG 2.1.4) in the list that `?` opens. */
export const lettersKey = "switchbook-letter-shortcuts";
export const lettersOn = (): boolean => localStorage.getItem(lettersKey) !== "off";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("[role=dialog]") !== null);

/** `n` on a page presses its "add" button, whichever it is; such a button carries `data-new`. */
const pressNew = (): boolean => {
  const button = document.querySelector<HTMLElement>("[data-new]");
  // Focused first, so that the keyboard comes back to it when what it opens is closed.
  button?.focus();
  button?.click();
  return button !== null;
};

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

/** Ctrl-K or ⌘K anywhere; `/`, `n` and `?` where nobody is typing. */
export function useShortcuts({ palette, help }: Openers): void {
  const navigate = useNavigate();
  useEffect(() => {
    const letters: Record<string, () => unknown> = {
      "/": () => focusSearch() || palette(),
      n: () => pressNew() || void navigate({ to: "/customers/new" }),
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
