import { permissionsOf } from "../auth/access.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getUser } from "../users/user.store.ts";
import { allAlertMails } from "./alert.store.ts";
import { type AlertKind, type StoredAlertMails, seesAlert } from "./alert.ts";

/** Whoever wants mail of a kind of alert and may still see it, with the address of today. */

export interface Addressee {
  user: string;
  email: string;
}

export interface Reader extends Addressee {
  kinds: readonly AlertKind[];
  sees(alert: { kind: AlertKind; chain: string[] }): boolean;
}

async function readerOf({ user, kind, kinds }: StoredAlertMails): Promise<Reader[]> {
  if (kind === "admin") {
    const staff = await getUser(user);
    if (!staff?.enabled || !staff.email) return [];
    const principal = { id: user, kind, permissions: staff.permissions };
    return [{ user, kinds, email: staff.email, sees: (alert) => seesAlert(principal, alert) }];
  }
  const reseller = await getReseller(user);
  if (!reseller?.email || reseller.status === "BLOCKED") return [];
  const principal = { id: user, kind, account: user, permissions: permissionsOf(kind, []) };
  return [{ user, kinds, email: reseller.email, sees: (alert) => seesAlert(principal, alert) }];
}

export const alertReaders = async (): Promise<Reader[]> =>
  (await Promise.all((await allAlertMails()).map(readerOf))).flat();
