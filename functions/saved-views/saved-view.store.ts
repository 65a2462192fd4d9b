import { keys } from "../platform/keys.ts";
import { get, present, put, queryAll, remove, write } from "../platform/table.ts";
import { KeptView } from "./saved-view.ts";

/** Whose list of views: a person's own, or that of everybody of an owner. */
export type Shelf = { user: string } | { owner: string };

const keyOf = (shelf: Shelf, id: string) =>
  "user" in shelf ? keys.savedView(shelf.user, id) : keys.sharedView(shelf.owner, id);

/** Oldest first. */
export const viewsOn = (shelf: Shelf): Promise<KeptView[]> => queryAll(KeptView, { pk: keyOf(shelf, "").pk });

export const viewOn = (shelf: Shelf, id: string): Promise<KeptView | undefined> => get(KeptView, keyOf(shelf, id));

export const keepView = (shelf: Shelf, view: KeptView): Promise<void> =>
  write(put({ ...keyOf(shelf, view.id), ...view }));

export const dropView = (shelf: Shelf, id: string): Promise<void> => write(remove(keyOf(shelf, id), present));
