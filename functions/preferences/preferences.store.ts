import { keys } from "../platform/keys.ts";
import { get, put, write } from "../platform/table.ts";
import { defaultPreferences, Preferences } from "./preferences.ts";

/** As stored: beside the keys of the table. */
const Kept = Preferences.strip();

/** Those of a user, key or account. */
export const preferencesOf = async (user: string): Promise<Preferences> =>
  (await get(Kept, keys.preferences(user))) ?? defaultPreferences;

/** The last one counts: nobody edits their own in two places at once. */
export const keepPreferences = (user: string, preferences: Preferences): Promise<void> =>
  write(put({ ...keys.preferences(user), ...preferences }));
