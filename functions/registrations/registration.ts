import * as z from "zod";

/**
 * Where a SIP device is registered, by what switches told. Nothing runs when a registration runs out: whether it has is
 * decided when it is looked at. Instants are epoch ms.
 */

/** Contacts of one device that are kept, those that ended included; of more, the ones told of last. */
export const mostContacts = 10;

/**
 * A re-registration that moves the end by less than this part of its lifetime is not written. A contact therefore counts as
 * registered for this part longer than was written, so that what was not written never shows it as gone.
 */
const unwrittenPart = 1 / 10;

export const KeptContact = z.object({
  /** Name of the switch that told. */
  switchId: z.string(),
  /** Where the device is reached, a SIP URI; empty = every contact at that switch (RFC 3261 §10.2.2, `Contact: *`). */
  contact: z.string(),
  userAgent: z.string(),
  event: z.enum(["REGISTERED", "UNREGISTERED", "EXPIRED"]),
  /** When it happened, by the switch's clock. */
  at: z.number(),
  /** Registered: since when without a break, by what was told in its order. Ended: as `at`. */
  since: z.number(),
  /** Registered: when it runs out. Ended: as `at`. */
  until: z.number(),
});
export type KeptContact = z.infer<typeof KeptContact>;

/** An event, before it is known what it changes. */
export type Told = Omit<KeptContact, "since">;

const placeOf = ({ switchId, contact }: Pick<KeptContact, "switchId" | "contact">): string => `${switchId}\n${contact}`;

const text = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
/** Of two events of one instant the registration counts: a phone that starts anew ends its old one first. */
const rank = { EXPIRED: 0, UNREGISTERED: 1, REGISTERED: 2 } as const;

/** Whatever the order in which two events come, the same one of them is the later. */
const later = (a: Told, b: Told): number =>
  a.at - b.at || rank[a.event] - rank[b.event] || a.until - b.until || text(a.userAgent, b.userAgent);

const lastFirst = (a: KeptContact, b: KeptContact): number => later(b, a) || text(placeOf(a), placeOf(b));

const slackMs = ({ at, until }: Pick<KeptContact, "at" | "until">): number => (until - at) * unwrittenPart;

const runsAt = (contact: KeptContact, at: number): boolean =>
  contact.event === "REGISTERED" && at < contact.until + slackMs(contact);

/** What ended every contact at the switch after this one registered. */
const sweptBy = (contact: KeptContact, all: readonly KeptContact[]): KeptContact | undefined =>
  all.find(
    (other) =>
      other.contact === "" && other.switchId === contact.switchId && other.at > contact.at && contact !== other,
  );

const isRegistered = (contact: KeptContact, all: readonly KeptContact[], at: number): boolean =>
  contact.contact !== "" && runsAt(contact, at) && sweptBy(contact, all) === undefined;

/**
 * What is kept after the events. Every order of the same events, and each of them any number of times, leaves the same
 * contacts with the same ends: an older event never stands over a newer one.
 */
export function withTold(kept: readonly KeptContact[], told: readonly Told[]): KeptContact[] {
  const contacts = new Map(kept.map((contact) => [placeOf(contact), contact]));
  for (const event of told) {
    const before = contacts.get(placeOf(event));
    if (before && later(event, before) <= 0) continue;
    const goesOn = event.event === "REGISTERED" && before && isRegistered(before, [...contacts.values()], event.at);
    contacts.set(placeOf(event), { ...event, since: goesOn ? before.since : event.at });
  }
  return [...contacts.values()].sort(lastFirst).slice(0, mostContacts);
}

/** Whether somebody who looks would miss it: not so for repeats and for a re-registration soon after another. */
export function isWorthWriting(kept: readonly KeptContact[], next: readonly KeptContact[]): boolean {
  const before = new Map(kept.map((contact) => [placeOf(contact), contact]));
  return next.some((contact) => {
    const old = before.get(placeOf(contact));
    if (!old) return true;
    const isSame = old.event === contact.event && old.userAgent === contact.userAgent && old.since === contact.since;
    if (!isSame) return true;
    if (contact.event !== "REGISTERED") return old.at !== contact.at;
    return Math.abs(contact.until - old.until) >= slackMs(contact) && old.at !== contact.at;
  });
}

export interface SeenContact extends Omit<KeptContact, "event"> {
  state: KeptContact["event"];
}

export interface SeenRegistration {
  state: "REGISTERED" | "NOT_REGISTERED" | "NEVER_SEEN";
  /** Registered: since when. Not: since when not. Null: no switch ever told of it. */
  since: number | null;
  /** When the last of its registrations runs out; null where none is up. */
  until: number | null;
  contacts: SeenContact[];
}

function seenContact(contact: KeptContact, all: readonly KeptContact[], at: number): SeenContact {
  const { event, ...rest } = contact;
  if (event !== "REGISTERED") return { ...rest, state: event };
  const swept = sweptBy(contact, all);
  const isOver = !runsAt(contact, at);
  if (swept && !(isOver && contact.until <= swept.at))
    return { ...rest, state: swept.event, since: swept.at, until: swept.at };
  return isOver ? { ...rest, state: "EXPIRED", since: contact.until } : { ...rest, state: "REGISTERED" };
}

/** How the device stands at an instant: registered while any of its contacts is. */
export function seenAt(kept: readonly KeptContact[], at: number): SeenRegistration {
  const contacts = kept.filter(({ contact }) => contact !== "").map((contact) => seenContact(contact, kept, at));
  const up = contacts.filter(({ state }) => state === "REGISTERED");
  if (kept.length === 0) return { state: "NEVER_SEEN", since: null, until: null, contacts };
  if (up.length > 0) {
    const [since, until] = [Math.min(...up.map((one) => one.since)), Math.max(...up.map((one) => one.until))];
    return { state: "REGISTERED", since, until, contacts };
  }
  const swept = kept.filter(({ contact }) => contact === "").map(({ at: end }) => end);
  const since = Math.max(...contacts.map((one) => one.since), ...swept);
  return { state: "NOT_REGISTERED", since, until: null, contacts };
}
