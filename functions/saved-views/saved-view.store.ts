import { keys } from "../platform/keys.ts";
import { get, present, put, queryAll, remove, type Write, write } from "../platform/table.ts";
import { SavedView } from "./saved-view.ts";

/** Oldest first. */
export const savedViewsOf = (user: string): Promise<SavedView[]> =>
  queryAll(SavedView, { pk: keys.savedView(user, "").pk });

export const getSavedView = (user: string, id: string): Promise<SavedView | undefined> =>
  get(SavedView, keys.savedView(user, id));

const putSavedView = (user: string, view: SavedView): Write => put({ ...keys.savedView(user, view.id), ...view });

export const keepSavedView = (user: string, view: SavedView): Promise<void> => write(putSavedView(user, view));

export const dropSavedView = (user: string, id: string): Promise<void> =>
  write(remove(keys.savedView(user, id), present));
