import { CloseButton } from "@mantine/core";
import { type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from "react";

interface More {
  /** What can be done about it, for ten seconds. */
  action?: { label: string; act(): void };
  /** What has to be read: the toast then stays until it is dismissed. */
  lines?: readonly string[];
}

interface Toast extends More {
  id: number;
  text: string;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const drop = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/** Under a pointer or with the keyboard in it: it stays until both have gone. */
let held: number | undefined;

/** A while later, and then as soon as nobody is at it. */
const dropLater = (id: number, ms: number): void => {
  setTimeout(() => (held === id ? dropLater(id, 2000) : drop(id)), ms);
};

const hold = (id: number) => {
  held = id;
};
const release = (id: number) => {
  if (held === id) held = undefined;
};

/** Says shortly that something was done, and how to undo it. Refusals stand where they happened; only those of an undo,
 * and of what a row was changed to from its menu, are said here: the row may be gone by then. */
export function toast(text: string, more: More = {}): void {
  const id = ++lastId;
  change([...toasts.slice(-2), { id, text, ...more }]);
  if (!more.lines) dropLater(id, more.action ? 10_000 : 6000);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Tells the styles how far up from the window's lower end the messages reach: what lies over the page ends above them. */
function useReach(box: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !isShown) return;
    const { style } = document.documentElement;
    const measure = () => {
      style.setProperty("--sb-toasts", `${window.innerHeight - element.getBoundingClientRect().top}px`);
    };
    const observer = new ResizeObserver(measure);
    for (const one of [element, document.documentElement]) observer.observe(one);
    return () => {
      observer.disconnect();
      style.removeProperty("--sb-toasts");
    };
  }, [box, isShown]);
}

/** A polite live region; three at most. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const box = useRef<HTMLDivElement>(null);
  useReach(box, shown.length > 0);
  return (
    <div className="toasts" role="status" aria-live="polite" ref={box}>
      {shown.map(({ id, text, action, lines }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: it is not pressed, only kept while somebody is at it
        <div
          key={id}
          className="toast"
          onMouseEnter={() => hold(id)}
          onMouseLeave={() => release(id)}
          onFocus={() => hold(id)}
          onBlur={() => release(id)}
        >
          <div>
            <span>{text}</span>
            {lines ? (
              <ul>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : null}
          </div>
          {action ? (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                drop(id);
                action.act();
              }}
            >
              {action.label}
            </button>
          ) : null}
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  );
}
