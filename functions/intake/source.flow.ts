import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { fieldFaults, Problem } from "../platform/problem.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import { addSource, changeSource, removeSource } from "./source.store.ts";
import { type AskedSource, type CdrSource, NewSource, type SourceChange } from "./source.ts";

/** @throws Problem conflict, by what the refused condition means. */
function refusal(error: unknown, message: string): never {
  if (isConditionFailed(error)) throw new Problem("conflict", message, { cause: error });
  throw error;
}

const changedMeanwhile = "Someone else changed this source meanwhile. Load it again and repeat your change.";

/** @throws Problem conflict when the switch has a source of this layout already. */
export async function makeSource(asked: AskedSource, actor: Principal, at: number): Promise<CdrSource> {
  const timeZone = asked.timeZone ?? (await getSettings()).timeZone;
  const source: CdrSource = { ...asked, timeZone, id: newId("source"), createdAt: isoInstant(at), version: 1 };
  const entry = auditEntry({ actor, action: "cdr-source.create", subject: source.id, after: source }, at);
  const taken = `${asked.switch} already has a source for ${asked.format}. One switch has one source of a layout.`;
  await addSource(source, entry).catch((error: unknown) => refusal(error, taken));
  return source;
}

/** The source as it will be, checked whole. @throws Problem invalid */
function changed(seen: CdrSource, change: SourceChange): CdrSource {
  const fixed = (["switch", "format"] as const).filter(
    (name) => change[name] !== undefined && change[name] !== seen[name],
  );
  const message = "This is part of the identity of calls already delivered. Make another source.";
  if (fixed.length > 0)
    throw new Problem("invalid", `Please correct: ${fixed.join(", ")}.`, {
      fields: fixed.map((path) => ({ path, message })),
    });
  const { id, createdAt, version, ...fields } = seen;
  const next = NewSource.safeParse({ ...fields, ...change });
  if (next.success) return { ...next.data, id, createdAt, version: version + 1 };
  const faults = fieldFaults(next.error.issues);
  throw new Problem("invalid", `Please correct: ${faults.map((fault) => fault.path).join(", ")}.`, { fields: faults });
}

/** @throws Problem invalid, or conflict when it changed since it was read. */
export async function applyChange(
  seen: CdrSource,
  change: SourceChange,
  actor: Principal,
  at: number,
): Promise<CdrSource> {
  const next = changed(seen, change);
  const entry = auditEntry({ actor, action: "cdr-source.change", subject: seen.id, before: seen, after: next }, at);
  await changeSource(seen, next, entry, causeChanged([causes.source(seen.id)], at)).catch((error: unknown) =>
    refusal(error, changedMeanwhile),
  );
  return next;
}

/** Takes a source away. Its calls stay; what still waits in suspense under its name can then no longer be rated. */
export async function endSource(seen: CdrSource, actor: Principal, at: number): Promise<void> {
  const entry = auditEntry({ actor, action: "cdr-source.delete", subject: seen.id, before: seen }, at);
  await removeSource(seen, entry).catch((error: unknown) => refusal(error, changedMeanwhile));
}
