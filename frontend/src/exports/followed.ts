import { useSyncExternalStore } from "react";

/** Ids of the exports that the tray shows, the newest last. They outlive a reload of the page, not the tab. */
const key = "switchbook-exports";
/** More than these do not fit beside the work; all are on the page of exports. */
const most = 3;

function stored(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

let ids = stored();
const listeners = new Set<() => void>();

function change(next: readonly string[]): void {
  ids = next;
  sessionStorage.setItem(key, JSON.stringify(next));
  for (const listener of listeners) listener();
}

export const follow = (id: string): void => change([...ids.filter((each) => each !== id), id].slice(-most));
export const unfollow = (id: string): void => change(ids.filter((each) => each !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useFollowed = (): readonly string[] => useSyncExternalStore(subscribe, () => ids);
