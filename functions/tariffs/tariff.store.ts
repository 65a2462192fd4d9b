import { indexed, keys } from "../platform/keys.ts";
import { absent, get, getMany, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { compileWindows } from "./card-window.ts";
import type { LoadedCard, LoadedTariff } from "./loaded-tariff.ts";
import { rateBook } from "./rate-body.store.ts";
import { headOf, StoredTariff, TariffHead } from "./tariff.ts";

export const getTariff = (id: string): Promise<StoredTariff | undefined> => get(StoredTariff, keys.tariff(id));

/**
 * One page of tariffs, in the order in which they were made: of a reseller its own, at once; without an owner all of
 * them, which follows a change within a moment.
 */
export async function listTariffs(
  owner: string | undefined,
  { limit, after }: { limit: number; after: Record<string, unknown> | undefined },
) {
  const where = owner === undefined ? { index: "gsi1" as const, pk: keys.tariffListing().pk } : ownersPage(owner);
  const page = await queryPage({ ...where, limit, ...(after ? { after } : {}) });
  const items = owner === undefined ? page.items : await getMany(page.items.map(({ sk }) => keys.tariff(sk)));
  const tariffs = items.map((item) => StoredTariff.parse(item));
  return { items: tariffs.sort((a, b) => (a.id < b.id ? -1 : 1)), after: page.after };
}

const ownersPage = (owner: string) => ({ pk: keys.tariffOf(owner, "").pk });

/** A reseller's tariff in its own list. */
export const ownTariff = (owner: string, id: string): Write => put({ ...keys.tariffOf(owner, id) }, absent);

/** The published versions of tariffs, read consistently at once; tariffs that do not exist are left out. */
export async function tariffHeads(ids: readonly string[]): Promise<Map<string, TariffHead>> {
  const items = await getMany(ids.map((id) => keys.tariff(id)));
  return new Map(items.map((item) => headOf(StoredTariff.parse(item))).map((head) => [head.tariffId, head]));
}

/** Names by id: of an owner its own tariffs alone, without one of all. */
export async function tariffNames(ids: readonly string[], owner: string | undefined): Promise<Map<string, string>> {
  const tariffs = (await getMany(ids.map((id) => keys.tariff(id)))).map((item) => StoredTariff.parse(item));
  const known = tariffs.filter((tariff) => owner === undefined || tariff.owner === owner);
  return new Map(known.map(({ id, name }) => [id, name]));
}

/** The tariff, if there is one of this id and it is sold in this currency: what a customer of the currency may be given. */
export async function tariffOfCurrency(id: string, currency: string): Promise<TariffHead | undefined> {
  const tariff = await getTariff(id);
  return tariff?.currency === currency ? headOf(tariff) : undefined;
}

/** A customer's own cards are asked before those for everyone; among equals the tariff's order stays. */
const overridesFirst = (a: LoadedCard, b: LoadedCard): number =>
  Number(a.account === undefined) - Number(b.account === undefined);

/**
 * A version ready to rate from: of a head, or of any version ever published.
 * @throws Error for a version that was never published.
 */
export async function loadTariff(wanted: TariffHead | { tariffId: string; version: number }): Promise<LoadedTariff> {
  const head = "cards" in wanted ? wanted : await get(TariffHead, keys.tariffVersion(wanted.tariffId, wanted.version));
  if (!head) throw new Error(`no version ${wanted.version} of ${wanted.tariffId}`);
  const cards = await Promise.all(
    head.cards.map(async ({ cardId, name, windows, account, body }) => ({
      cardId,
      name,
      ...(account === null ? {} : { account }),
      minutes: compileWindows(windows),
      book: await rateBook(body),
    })),
  );
  const { tariffId, version, currency, timeZone, rounding } = head;
  return { tariffId, version, currency, timeZone, rounding, cards: cards.toSorted(overridesFirst) };
}

/**
 * The two writes that publish a version: the manifest, which must not exist, and the head, which must still be at the
 * version before. A lost race fails the second and nothing is published.
 */
export function publication(tariff: StoredTariff): Write[] {
  const listing = indexed(keys.tariffListing().pk, tariff.id);
  const before = tariff.version === 1 ? absent : unchanged("version", tariff.version - 1);
  return [
    put(
      { ...keys.tariffVersion(tariff.id, tariff.version), ...headOf(tariff), publishedAt: tariff.publishedAt },
      absent,
    ),
    put({ ...keys.tariff(tariff.id), ...listing, ...tariff }, before),
  ];
}
