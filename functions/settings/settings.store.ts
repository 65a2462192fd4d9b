import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { defaultSettings, Settings, StoredSettings } from "./settings.ts";
import { numbersIn, storedNumbers } from "./test-numbers.ts";

/** What is stored, over the defaults: a setting that came later has its default until someone changes it. */
export async function getSettings(): Promise<Settings> {
  const { testNumbers, ...stored } = (await get(StoredSettings, keys.settings())) ?? {};
  return Settings.parse({ ...defaultSettings, ...stored, testNumbers: numbersIn(testNumbers) });
}

const FactorRule = Settings.pick({ secondFactorRequiredOf: true });
export type FactorRule = Pick<Settings, "secondFactorRequiredOf">;

/** Of whom a second factor is required. Asked with every request of a session, so nothing else of the item is looked at. */
export const getFactorRule = async (): Promise<FactorRule> =>
  FactorRule.parse({ ...defaultSettings, ...(await get(FactorRule.partial(), keys.settings())) });

export const changeSettings = (seen: Settings, next: Settings): Write =>
  put(
    { ...keys.settings(), ...next, testNumbers: storedNumbers(next.testNumbers) },
    seen.version === 0 ? absent : unchanged("version", seen.version),
  );
