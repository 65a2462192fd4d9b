import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import type { Logo } from "./logo.ts";
import { changeSettings } from "./settings.store.ts";
import type { Settings, SettingsChange } from "./settings.ts";

type Change = SettingsChange | { logo: Logo | null };

/** @throws Problem conflict when someone else changed them meanwhile */
export async function applySettings(seen: Settings, change: Change, actor: Principal, at: number) {
  const next: Settings = { ...seen, ...(change as Partial<Settings>), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "settings.change", subject: "settings", before: seen, after: next }, at);
  try {
    await transact([changeSettings(seen, next), entry]);
  } catch (error) {
    if (isConditionFailed(error))
      throw new Problem("conflict", "Someone else changed the settings meanwhile. Load them again.", { cause: error });
    throw error;
  }
  return next;
}
