import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, remove, unchanged, type Write, write } from "../platform/table.ts";
import { type AlertKind, StoredAlert, StoredAlertMails } from "./alert.ts";

/** What closed is kept for so long, in seconds. */
const closedLifeSeconds = 90 * 86_400;

/** All that are open, or those of one kind. */
export const openAlerts = (kind?: AlertKind): Promise<StoredAlert[]> => {
  const { pk, sk } = keys.openAlert(kind ?? "", "");
  return queryAll(StoredAlert, kind === undefined ? { pk } : { pk, beginsWith: sk });
};

/** Fails its condition where the cause has its alert. */
export const openAlert = (alert: StoredAlert): Write =>
  put({ ...keys.openAlert(alert.kind, alert.subject), ...alert }, absent);

/** Fails its condition where it was closed meanwhile. */
export const tellAlert = (seen: StoredAlert, text: string): Write =>
  put({ ...keys.openAlert(seen.kind, seen.subject), ...seen, text }, unchanged("id", seen.id));

/** Fails its condition where it was closed meanwhile. */
export const closeAlert = (seen: StoredAlert, closedAt: string): Write[] => [
  remove(keys.openAlert(seen.kind, seen.subject), unchanged("id", seen.id)),
  put({
    ...keys.closedAlert(closedAt, seen.id),
    ...seen,
    closedAt,
    ttl: Math.floor(Date.parse(closedAt) / 1000) + closedLifeSeconds,
  }),
];

/** A page of those that are open, by kind, or of those that were closed, the latest first. */
export async function alertPage(
  state: "open" | "closed",
  { limit, after, kind }: { limit: number; after: Record<string, unknown> | undefined; kind: AlertKind | undefined },
) {
  const open = keys.openAlert(kind ?? "", "");
  const range =
    state === "open"
      ? { pk: open.pk, ...(kind ? { beginsWith: open.sk } : {}) }
      : { pk: keys.closedAlert("", "").pk, newestFirst: true };
  const found = await queryPage({ ...range, limit, ...(after ? { after } : {}) });
  return { alerts: found.items.map((item) => StoredAlert.parse(item)), after: found.after };
}

export const alertMailsOf = async (user: string | undefined): Promise<AlertKind[]> =>
  (user && (await get(StoredAlertMails, keys.alertMails(user)))?.kinds) || [];
export const keepAlertMails = (choice: StoredAlertMails): Promise<void> =>
  write(put({ ...keys.alertMails(choice.user), ...choice }));
/** What everybody chose: as many as there are people of the operator and resellers who want mail. */
export const allAlertMails = (): Promise<StoredAlertMails[]> =>
  queryAll(StoredAlertMails, { pk: keys.alertMails("").pk });
