import { useEffect, useRef } from "react";

/** What lies over the page, the last one on top. */
const layers: { close(): void }[] = [];

/** A list or menu that is open inside a layer takes Escape for itself and says so by this mark. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element && target.getAttribute("data-mantine-stop-propagation") === "true";

window.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape" && !event.isComposing && !isTaken(event.target)) layers.at(-1)?.close();
  },
  { capture: true },
);

/** After the layer is gone, unless something else took the focus meanwhile. */
const giveFocusBack = (opener: Element | null) =>
  requestAnimationFrame(() => {
    if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
  });

/**
 * For everything that opens over the page: Escape closes the top layer only, and the focus returns to what opened it.
 * Each of Mantine's layers listens for Escape itself, so that one press would open a question and answer it at once;
 * that is switched off in the theme. It also returns the focus only of layers that stay mounted.
 */
export function useLayer(opened: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!opened) return;
    const layer = { close: () => latest.current() };
    const opener = document.activeElement;
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      giveFocusBack(opener);
    };
  }, [opened]);
}
