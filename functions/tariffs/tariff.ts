import * as z from "zod";
import { Currency, RoundingMode } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import { NoticeScope } from "../rate-notices/notice-scope.ts";
import { CardWindow, TimeZone } from "./card-window.ts";
import { Ceiling } from "./price-ceiling.ts";

/**
 * A tariff is a price list that customers are given: ordered rate cards, each holding at certain hours. Every edit
 * publishes a new version; a version never changes, so that a call can be rated again as it was.
 */

export const TariffKind = z.enum(["SELL", "COST"], "Must be SELL or COST.");

/** How a stored card points at its rates. */
const StoredCard = z.object({
  id: z.string(),
  name: z.string(),
  windows: z.array(CardWindow),
  /** The one customer that sees the card, and is priced by it before any other; null: everyone. */
  account: z.string().nullable().default(null),
  /** Key of the body in the files bucket, named by its content. */
  body: z.string(),
  /** Rows in the body. */
  rates: z.number().int().nonnegative(),
});
export type StoredCard = z.infer<typeof StoredCard>;

/** The tariff as it is now; its published version is the one that new calls are rated by. */
export const StoredTariff = z.object({
  id: z.string(),
  name: z.string(),
  /** SELL: customers are given it. COST: what a vendor bills us; no customer can be given it, nor see it. */
  kind: TariffKind.default("SELL"),
  /** Account of the reseller that sells it; null for the operator's own. */
  owner: z.string().nullable().default(null),
  currency: Currency,
  timeZone: z.string(),
  rounding: RoundingMode,
  /** In currency units; null: that of the settings. */
  priceCeiling: z.string().nullable(),
  /** Whether customers are written to when prices change: not at all, the changes, or the whole list. */
  rateNotices: NoticeScope.default("OFF"),
  /** In the order in which they are asked. */
  cards: z.array(StoredCard),
  version: z.number().int().positive(),
  createdAt: z.string(),
  publishedAt: z.string(),
});
export type StoredTariff = z.infer<typeof StoredTariff>;

/** What rating needs to know of a version; all of it is immutable. */
export const TariffHead = z.object({
  tariffId: z.string(),
  version: z.number().int().positive(),
  currency: z.string(),
  timeZone: z.string(),
  rounding: RoundingMode,
  cards: z.array(
    z.object({
      cardId: z.string(),
      name: z.string(),
      windows: z.array(CardWindow),
      account: z.string().nullable().default(null),
      body: z.string(),
    }),
  ),
});
export type TariffHead = z.infer<typeof TariffHead>;

export const headOf = (tariff: StoredTariff): TariffHead => ({
  tariffId: tariff.id,
  version: tariff.version,
  currency: tariff.currency,
  timeZone: tariff.timeZone,
  rounding: tariff.rounding,
  cards: tariff.cards.map(({ id, name, windows, account, body }) => ({ cardId: id, name, windows, account, body })),
});

const Name = z.string().trim().min(1, "Must be given.").max(80, "Must be at most 80 characters.");
const Windows = z.array(CardWindow).max(50, "Must be at most 50 windows.");

const settable = {
  name: Name,
  /** Zone of card hours and of dates in sheets. */
  timeZone: TimeZone,
  /** How a call's charge is rounded at the customer's decimals. */
  rounding: RoundingMode,
  /**
   * Highest price per minute and connect fee that is believed, in currency units; a rate above it is refused. Null: that
   * of the settings.
   */
  priceCeiling: Ceiling.nullable(),
  /**
   * Whether the tariff's customers are written to when its prices change: OFF, CHANGES or FULL. Increases within the
   * notice of the settings are then refused without a reason.
   */
  rateNotices: NoticeScope,
};

export const NewTariff = z
  .strictObject({
    ...settable,
    /** Fixed for good: customers of this currency may be given the tariff. Left out: the base currency of the settings. */
    currency: Currency.optional(),
    /** Fixed for good. SELL: for customers. COST: what a vendor bills; needs `vendors:read`, and no customer can be given it. */
    kind: TariffKind.default("SELL"),
    /**
     * Fixed for good: account of the reseller that sells it; only the operator's people may name one, and its currency must
     * be the reseller's. Left out: whoever makes it.
     */
    owner: z
      .string()
      .regex(/^C\d{8}$/, "Must be an account code.")
      .nullable()
      .default(null),
    /** Left out: that of the settings, as they are now. */
    timeZone: settable.timeZone.optional(),
    /** Left out: that of the settings, as they are now. */
    rounding: settable.rounding.optional(),
    priceCeiling: settable.priceCeiling.default(null),
    rateNotices: settable.rateNotices.default("OFF"),
  })
  .meta({ id: "NewTariff" });
export type NewTariff = z.infer<typeof NewTariff>;

export const TariffChange = z.strictObject(settable).partial().meta({ id: "TariffChange" });
export type TariffChange = z.infer<typeof TariffChange>;

export const Card = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Hours at which it holds; none: always. */
    windows: z.array(CardWindow),
    /** Override card: the one customer that sees it, whose calls ask it before all other cards. Null: for everyone. */
    account: z.string().nullable(),
    /** Position from 1; cards are asked in this order. */
    order: z.number().int().positive(),
    /** How many rates it has. */
    rates: z.number().int().nonnegative(),
  })
  .meta({ id: "RateCard" });
export type Card = z.infer<typeof Card>;

const Order = z.number().int().min(1).max(200);
export const NewCard = z
  .strictObject({
    name: Name,
    windows: Windows.default([]),
    order: Order.optional(),
    /** Makes it an override card of this customer, for good. */
    account: z
      .string()
      .regex(/^C\d{8}$/, "Must be an account code.")
      .nullable()
      .default(null),
  })
  .meta({ id: "NewRateCard" });
export type NewCard = z.infer<typeof NewCard>;
export const CardChange = z
  .strictObject({ name: Name, windows: Windows, order: Order })
  .partial()
  .meta({ id: "RateCardChange" });
export type CardChange = z.infer<typeof CardChange>;

export const Tariff = StoredTariff.omit({ cards: true })
  .extend({ cards: z.array(Card) })
  .meta({ id: "Tariff" });
export type Tariff = z.infer<typeof Tariff>;

const cardOf = ({ id, name, windows, account, rates }: StoredCard, position: number): Card => ({
  id,
  name,
  windows,
  account,
  rates,
  order: position + 1,
});

/** What the API shows. */
export const tariffOf = ({ cards, ...rest }: StoredTariff): Tariff => ({ ...rest, cards: cards.map(cardOf) });

/** Cards for everyone; and override cards, of which a call is only asked its own. */
const highestCards = 20;
const highestOverrides = 150;

function moved(cards: readonly StoredCard[], card: StoredCard, order: number | undefined): StoredCard[] {
  const others = cards.filter((other) => other.id !== card.id);
  const known = cards.findIndex((other) => other.id === card.id);
  const position = order === undefined ? (known < 0 ? others.length : known) : order - 1;
  return others.toSpliced(position, 0, card);
}

/**
 * The card that is meant: by its id, else the only or first one that is for everyone.
 * @throws Problem not_found for an id that the tariff does not have.
 */
export function cardById(tariff: StoredTariff, id: string | undefined): StoredCard {
  const card =
    id === undefined ? tariff.cards.find(({ account }) => account === null) : tariff.cards.find((one) => one.id === id);
  if (!card) throw new Problem("not_found", "The tariff has no such rate card.");
  return card;
}

/** @throws Problem invalid beyond 20 cards and 150 override cards. */
export function withNewCard(tariff: StoredTariff, card: StoredCard, order: number | undefined): StoredTariff {
  const isOverride = card.account !== null;
  const alike = tariff.cards.filter(({ account }) => (account !== null) === isOverride).length;
  const highest = isOverride ? highestOverrides : highestCards;
  if (alike >= highest)
    throw new Problem("invalid", `A tariff has at most ${highest} ${isOverride ? "override" : "rate"} cards.`);
  return { ...tariff, cards: moved(tariff.cards, card, order) };
}

export function withCard(tariff: StoredTariff, { order, ...card }: StoredCard & { order?: number | undefined }) {
  return { ...tariff, cards: moved(tariff.cards, card, order) };
}

/** @throws Problem conflict for the last card: imports and rates need one to go to. */
export function withoutCard(tariff: StoredTariff, id: string): StoredTariff {
  const cards = tariff.cards.filter((card) => card.id !== id);
  if (cards.every(({ account }) => account !== null))
    throw new Problem("conflict", "A tariff keeps at least one rate card.");
  return { ...tariff, cards };
}
