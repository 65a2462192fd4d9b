import { allows, ownerOf, type Principal } from "../auth/access.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { dropView, keepView, type Shelf, viewOn, viewsOn } from "./saved-view.store.ts";
import type { KeptView, NewSavedView, SavedView } from "./saved-view.ts";

/** They are shown in one menu. */
const mostViews = 50;

const ownShelf = ({ id }: Principal): Shelf => ({ user: id });
const sharedShelf = (principal: Principal): Shelf => ({ owner: ownerOf(principal) });

/** A shared view is kept by whoever saved it, and by those who set the system up. */
const isMine = (principal: Principal, { shared, by }: KeptView): boolean =>
  !shared || by === principal.id || allows(principal, "settings:write");

const shown = (principal: Principal, view: KeptView): SavedView => {
  const { by: _by, ...rest } = view;
  return { ...rest, mine: isMine(principal, view) };
};

/** Their own, then those that are shared with them. */
export async function viewsFor(principal: Principal): Promise<SavedView[]> {
  const [own, shared] = await Promise.all([viewsOn(ownShelf(principal)), viewsOn(sharedShelf(principal))]);
  return [...own, ...shared].map((view) => shown(principal, view));
}

/**
 * Under a name that the page has already, the view takes the older one's place.
 * @throws Problem conflict for too many, or for the name of a shared view that is somebody else's
 */
export async function saveView(principal: Principal, asked: NewSavedView): Promise<SavedView> {
  const shelf = asked.shared ? sharedShelf(principal) : ownShelf(principal);
  const views = await viewsOn(shelf);
  const older = views.find(({ page, name }) => page === asked.page && name.toLowerCase() === asked.name.toLowerCase());
  if (older && !isMine(principal, older))
    throw new Problem("conflict", `Somebody else shares a view called ${older.name}. Choose another name.`, {
      fields: [{ path: "name", message: "Is the name of a shared view of somebody else." }],
    });
  if (!older && views.length >= mostViews)
    throw new Problem("conflict", `There can be at most ${mostViews} saved views. Delete one first.`);
  const view = { ...asked, id: older?.id ?? newId("savedView"), by: older?.by || principal.id };
  await keepView(shelf, view);
  return shown(principal, view);
}

/** @throws Problem not_found, also for another person's own view; forbidden for a shared one that somebody else keeps */
export async function deleteView(principal: Principal, id: string): Promise<void> {
  for (const shelf of [ownShelf(principal), sharedShelf(principal)]) {
    const view = await viewOn(shelf, id);
    if (!view) continue;
    if (!isMine(principal, view)) throw new Problem("forbidden", "Only whoever shared this view may delete it.");
    return dropView(shelf, id);
  }
  throw new Problem("not_found", "There is no such view.");
}
