import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import type { StoredTariff } from "../tariffs/tariff.ts";
import { counted } from "../time/counted.ts";
import { linesBetween } from "./lines.flow.ts";
import { countsOf, firstStart, tooEarly } from "./notice-line.ts";
import { addNotice } from "./rate-notice.store.ts";

interface Announcing {
  principal: Principal;
  at: number;
  noticeOverride?: string | undefined;
}

/** @throws Problem invalid, with the increases that are too early and how to insist */
function refuse(early: readonly { prefix: string }[], days: number): never {
  const named = early
    .slice(0, 5)
    .map(({ prefix }) => prefix)
    .join(", ");
  const message = `Within the notice of ${counted(days, "day")} there would begin ${counted(early.length, "increase")} (${named}${early.length > 5 ? ", …" : ""}). Begin later, or say why it cannot wait.`;
  throw new Problem("invalid", message, { fields: [{ path: "noticeOverride", message }] });
}

/**
 * What a new version is to the tariff's customers: the writes of its notice, none where nothing changes or nobody is to
 * be told.
 * @param next the version to come, made from the one that is published
 * @throws Problem invalid for increases within the notice without a reason
 */
export async function announcement(
  next: StoredTariff,
  { principal, at, noticeOverride }: Announcing,
): Promise<Write[]> {
  const seen = next.rateNotices === "OFF" ? undefined : await getTariff(next.id);
  if (!seen || next.rateNotices === "OFF") return [];
  const lines = await linesBetween(seen, next, at);
  if (lines.length === 0) return [];
  const { rateNoticeDays } = await getSettings();
  const early = tooEarly(lines, rateNoticeDays, at);
  if (early.length > 0 && noticeOverride === undefined) refuse(early, rateNoticeDays);
  return addNotice({
    ...{
      id: newId("rateNotice"),
      tariffId: next.id,
      tariffName: next.name,
      currency: next.currency,
      owner: next.owner,
    },
    ...{ fromVersion: seen.version, toVersion: next.version + 1, scope: next.rateNotices, status: "QUEUED" },
    counts: countsOf(lines),
    firstFrom: isoInstant(firstStart(lines)),
    override: early.length > 0 ? (noticeOverride ?? null) : null,
    ...{ createdAt: isoInstant(at), createdBy: principal.id, mails: 0, atMs: at, after: null, v: 1 },
  });
}
