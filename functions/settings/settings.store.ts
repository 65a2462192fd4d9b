import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { defaultSettings, Settings } from "./settings.ts";

/** What is stored, over the defaults: a setting that came later has its default until someone changes it. */
export async function getSettings(): Promise<Settings> {
  const stored = await get(Settings.partial(), keys.settings());
  return Settings.parse({ ...defaultSettings, ...stored });
}

export const changeSettings = (seen: Settings, next: Settings): Write =>
  put({ ...keys.settings(), ...next }, seen.version === 0 ? absent : unchanged("version", seen.version));
