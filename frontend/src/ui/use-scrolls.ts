import { type RefObject, useEffect, useState } from "react";

/**
 * Whether the region has more beside it than it shows, as it is now: that hangs on what is in it and on the window. Who
 * uses the keyboard must be able to enter it then (WCAG 2.1.1).
 */
export function useScrolls(region: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    for (const one of [element, ...element.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [region]);
  return scrolls;
}
