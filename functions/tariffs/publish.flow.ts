import { auditEntry } from "../audit/audit.store.ts";
import { type Principal, seesTariff, seesVendors } from "../auth/access.ts";
import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { announcement } from "../rate-notices/announce.flow.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import { withChange } from "../sheets/with-change.ts";
import type { RateRow } from "./rate.ts";
import { putRateBody } from "./rate-body.store.ts";
import { getTariff, ownTariff, publication } from "./tariff.store.ts";
import {
  type CardChange,
  cardById,
  type NewCard,
  type NewTariff,
  type StoredTariff,
  type TariffChange,
  withCard,
  withNewCard,
  withoutCard,
} from "./tariff.ts";

export interface Publishing {
  principal: Principal;
  at: number;
  /** Verb for the audit: `tariff.rates`. */
  action: string;
  /** Why an increase cannot wait for the notice that customers get. */
  noticeOverride?: string | undefined;
  /** Writes that must happen with it or not at all. */
  alongside?: Write[];
}

/** @throws Problem not_found, also for the tariff of somebody else */
export async function tariffOrNotFound(id: string, principal: Principal): Promise<StoredTariff> {
  const tariff = await getTariff(id);
  if (!tariff || !seesTariff(principal, tariff)) throw new Problem("not_found", "There is no such tariff.");
  return tariff;
}

/**
 * Publishes `next`, which was made from the tariff at `next.version`, as the version after it.
 * @throws Problem conflict when another version was published meanwhile; nothing was written then.
 */
export async function publish(next: StoredTariff, publishing: Publishing) {
  const { principal, at, action, alongside = [] } = publishing;
  const notice = await announcement(next, publishing);
  const tariff = { ...next, version: next.version + 1, publishedAt: isoInstant(at) };
  const after = { version: tariff.version, cards: tariff.cards.map((card) => `${card.name}: ${card.rates} rates`) };
  const entry = auditEntry({ actor: principal, action, subject: tariff.id, after }, at);
  try {
    await transact([
      ...publication(tariff),
      ...alongside,
      ...notice,
      entry,
      causeChanged([causes.tariff(tariff.id)], at),
    ]);
  } catch (error) {
    if (isRefusedForNow(error))
      throw new Problem(
        "conflict",
        "Someone else changed this tariff meanwhile. Load it again and repeat your change.",
        {
          cause: error,
        },
      );
    throw error;
  }
  return tariff;
}

const refused = (path: string, message: string): Problem =>
  new Problem("invalid", `Please correct: ${path}.`, { fields: [{ path, message }] });

/**
 * Who sells a new tariff. A reseller makes its own; the operator's people may make one for a reseller.
 * @throws Problem invalid for an owner that is none, or that could give the tariff to nobody
 */
async function ownerFor(
  { owner, kind, currency }: Pick<StoredTariff, "owner" | "kind" | "currency">,
  { account }: Principal,
): Promise<string | null> {
  if (owner === null || owner === account) return account ?? null;
  const reseller = account === undefined ? await getReseller(owner) : undefined;
  if (!reseller) throw refused("owner", "Must be one of the resellers.");
  if (kind === "COST") throw refused("owner", "What a vendor bills is the operator's own.");
  if (reseller.currency !== currency)
    throw refused("currency", `Must be ${reseller.currency}, the currency of reseller ${owner}.`);
  return owner;
}

/**
 * A new tariff has one card, so that a sheet has somewhere to go; without rates unless some are given. What it leaves
 * out, the settings say.
 * @throws Problem invalid for a cost tariff of whoever may not see vendors, and for an owner that is not to be named
 */
export async function createTariff(
  asked: NewTariff,
  principal: Principal,
  at: number,
  rates: readonly RateRow[] = [],
): Promise<StoredTariff> {
  if (asked.kind === "COST" && !seesVendors(principal))
    throw refused("kind", "Only who may see vendors can make a cost tariff.");
  const [filled, { baseCurrency, timeZone, rounding }] = await Promise.all([putRateBody(rates), getSettings()]);
  const currency = asked.currency ?? baseCurrency;
  const draft: StoredTariff = {
    ...asked,
    currency,
    timeZone: asked.timeZone ?? timeZone,
    rounding: asked.rounding ?? rounding,
    id: newId("tariff"),
    owner: await ownerFor({ ...asked, currency }, principal),
    cards: [{ id: newId("card"), name: "Standard", windows: [], account: null, ...filled }],
    version: 0,
    createdAt: isoInstant(at),
    publishedAt: isoInstant(at),
  };
  const alongside = draft.owner === null ? [] : [ownTariff(draft.owner, draft.id)];
  return publish(draft, { principal, at, action: "tariff.create", alongside });
}

export const changeTariff = (tariff: StoredTariff, change: TariffChange, principal: Principal, at: number) =>
  publish(withChange(tariff, change), { principal, at, action: "tariff.change" });

/** @throws Problem invalid for an override card of a customer that cannot be rated by the tariff. */
async function checkAccount({ currency, owner }: StoredTariff, account: string | null): Promise<void> {
  const customer = account === null ? undefined : await getCustomer(account);
  if (account === null || (customer?.currency === currency && customer.reseller === owner)) return;
  throw refused("account", `Must be the account of a customer in ${currency}.`);
}

export async function addCard(tariff: StoredTariff, { order, ...asked }: NewCard, principal: Principal, at: number) {
  await checkAccount(tariff, asked.account);
  const id = newId("card");
  const card = { id, ...asked, ...(await putRateBody([])) };
  const next = await publish(withNewCard(tariff, card, order), { principal, at, action: "tariff.card.add" });
  return { tariff: next, id };
}

export function changeCard(tariff: StoredTariff, id: string, change: CardChange, principal: Principal, at: number) {
  const next = withCard(tariff, withChange(cardById(tariff, id), change));
  return publish(next, { principal, at, action: "tariff.card.change" });
}

interface Removal {
  id: string;
  confirmPastChange: boolean;
}

/** @throws Problem invalid for a card with rates unless the change of past prices is confirmed. */
export function removeCard(tariff: StoredTariff, removal: Removal, principal: Principal, at: number) {
  const card = cardById(tariff, removal.id);
  if (card.rates > 0 && !removal.confirmPastChange) throw pastChange();
  return publish(withoutCard(tariff, card.id), { principal, at, action: "tariff.card.remove" });
}

export const pastChange = (): Problem =>
  new Problem(
    "invalid",
    "This changes prices of the past. Confirm it if calls that are still to be rated should cost that.",
    {
      fields: [{ path: "confirmPastChange", message: "Must be true to change prices of the past." }],
    },
  );
