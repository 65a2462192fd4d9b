import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { dropSavedView, getSavedView, keepSavedView, savedViewsOf } from "./saved-view.store.ts";
import type { NewSavedView, SavedView } from "./saved-view.ts";

/** They are shown in one menu. */
const mostViews = 50;

/** Under a name that the page has already, the view takes the older one's place. @throws Problem conflict for too many */
export async function saveView(user: string, asked: NewSavedView): Promise<SavedView> {
  const views = await savedViewsOf(user);
  const older = views.find(({ page, name }) => page === asked.page && name.toLowerCase() === asked.name.toLowerCase());
  if (!older && views.length >= mostViews)
    throw new Problem("conflict", `There can be at most ${mostViews} saved views. Delete one first.`);
  const view = { ...asked, id: older?.id ?? newId("savedView") };
  await keepSavedView(user, view);
  return view;
}

/** @throws Problem not_found, also for another person's view. */
export async function deleteView(user: string, id: string): Promise<void> {
  if (!(await getSavedView(user, id))) throw new Problem("not_found", "There is no such view.");
  await dropSavedView(user, id);
}
