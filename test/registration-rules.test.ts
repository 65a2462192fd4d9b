import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isWorthWriting,
  type KeptContact,
  mostContacts,
  seenAt,
  type Told,
  withTold,
} from "../functions/registrations/registration.ts";
import { toldOf, uriOf } from "../functions/registrations/told-registration.ts";

const minute = 60_000;
const t0 = Date.UTC(2026, 9, 13, 9);

const told = (fields: Partial<Told> = {}): Told => ({
  ...{ switchId: "sw1", contact: "sip:a@192.0.2.1", userAgent: "Desk", event: "REGISTERED" },
  ...{ at: t0, until: t0 + 60 * minute },
  ...fields,
});
const ended = (at: number, fields: Partial<Told> = {}): Told =>
  told({ event: "UNREGISTERED", at, until: at, ...fields });

const events: fc.Arbitrary<Told> = fc
  .record({
    switchId: fc.constantFrom("sw1", "sw2"),
    contact: fc.constantFrom("", ...Array.from({ length: 14 }, (_, n) => `sip:a@192.0.2.${n}`)),
    userAgent: fc.constantFrom("Desk", "Soft"),
    event: fc.constantFrom("REGISTERED" as const, "UNREGISTERED" as const, "EXPIRED" as const),
    at: fc.integer({ min: 0, max: 40 }).map((n) => t0 + n * minute),
    lifetime: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ lifetime, ...event }) =>
    event.contact === "" || event.event !== "REGISTERED"
      ? { ...event, event: event.event === "REGISTERED" ? ("UNREGISTERED" as const) : event.event, until: event.at }
      : { ...event, until: event.at + lifetime * minute },
  );

/** All but since when, which is by what was told in its order. */
const facts = (contacts: readonly KeptContact[]) => contacts.map(({ since: _, ...rest }) => rest);

describe("registrations as they are kept", () => {
  it("are the same for every order of the same events, in one go or singly, once or again", () => {
    const orders = fc
      .array(events, { minLength: 1, maxLength: 40 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all)),
      );
    const same = fc.property(orders, ([all, mixed, again]) => {
      const atOnce = withTold([], all);
      const singly = [...mixed, ...again].reduce((kept: KeptContact[], one) => withTold(kept, [one]), []);
      expect(facts(singly)).toEqual(facts(atOnce));
      expect(atOnce.length).toBeLessThanOrEqual(mostContacts);
      for (const at of [t0, t0 + 20 * minute, t0 + 200 * minute])
        expect(seenAt(singly, at).state).toBe(seenAt(atOnce, at).state);
    });
    void fc.assert(same, { numRuns: 500 });
  });

  it("hold until they run out, and no write says that they did", () => {
    const kept = withTold([], [told()]);
    expect(seenAt(kept, t0 + 59 * minute)).toMatchObject({ state: "REGISTERED", since: t0, until: t0 + 60 * minute });
    const over = seenAt(kept, t0 + 67 * minute);
    expect(over).toMatchObject({ state: "NOT_REGISTERED", since: t0 + 60 * minute, until: null });
    expect(over.contacts).toMatchObject([{ state: "EXPIRED" }]);
    expect(seenAt([], t0)).toEqual({ state: "NEVER_SEEN", since: null, until: null, contacts: [] });
  });

  it("count from the first of an unbroken row, and anew after a break", () => {
    const renewed = withTold(withTold([], [told()]), [told({ at: t0 + 30 * minute, until: t0 + 90 * minute })]);
    expect(seenAt(renewed, t0 + 80 * minute)).toMatchObject({ since: t0, until: t0 + 90 * minute });
    const broken = withTold(renewed, [
      ended(t0 + 40 * minute),
      told({ at: t0 + 50 * minute, until: t0 + 99 * minute }),
    ]);
    expect(seenAt(broken, t0 + 60 * minute)).toMatchObject({ since: t0 + 50 * minute });
  });

  it.each([
    { name: "an end before the registration", events: [ended(t0 - minute)], state: "REGISTERED" },
    { name: "an end at the same instant, as of a phone that starts anew", events: [ended(t0)], state: "REGISTERED" },
    { name: "an end after it", events: [ended(t0 + minute)], state: "NOT_REGISTERED" },
    {
      name: "the end of all contacts after it",
      events: [ended(t0 + minute, { contact: "" })],
      state: "NOT_REGISTERED",
    },
    { name: "the end of all contacts before it", events: [ended(t0 - 1, { contact: "" })], state: "REGISTERED" },
    {
      name: "the end of all contacts at another switch",
      events: [ended(t0 + 1, { contact: "", switchId: "sw2" })],
      state: "REGISTERED",
    },
    {
      name: "the end of another contact",
      events: [ended(t0 + 1, { contact: "sip:b@192.0.2.9" })],
      state: "REGISTERED",
    },
  ])("$name leaves the device $state", ({ events: more, state }) => {
    expect(seenAt(withTold([], [told(), ...more]), t0 + 2 * minute).state).toBe(state);
    expect(seenAt(withTold([], [...more, told()]), t0 + 2 * minute).state).toBe(state);
  });

  it("are not written again for a repeat or a renewal within a tenth of the lifetime, and show the device as long all the same", () => {
    const kept = withTold([], [told()]);
    const renewedAfter = (minutes: number) =>
      withTold(kept, [told({ at: t0 + minutes * minute, until: t0 + (60 + minutes) * minute })]);
    expect(isWorthWriting(kept, withTold(kept, [told()]))).toBe(false);
    expect(isWorthWriting(kept, renewedAfter(5.9))).toBe(false);
    expect(isWorthWriting(kept, renewedAfter(6))).toBe(true);
    expect(seenAt(kept, t0 + 65.9 * minute).state).toBe("REGISTERED");
    expect(isWorthWriting(kept, withTold(kept, [told({ at: t0 + minute, userAgent: "Other" })]))).toBe(true);
    expect(isWorthWriting(kept, withTold(kept, [ended(t0 + 1)]))).toBe(true);
  });

  it("name no password, no display name and nothing that is not text", () => {
    expect(uriOf('"Desk" <sip:rig:S3cret!x@192.0.2.1:5060;ob>;expires=60')).toBe("sip:rig@192.0.2.1:5060;ob");
    expect(uriOf("sips:rig:a:b@192.0.2.1")).toBe("sips:rig@192.0.2.1");
    expect(uriOf("*")).toBe("");
    expect(uriOf(`sip:a\u0000\u202e@192.0.2.1${"x".repeat(5000)}`)).toHaveLength(300);
  });

  it("lie neither ahead of our clock nor longer than a week", () => {
    const event = { event: "REGISTERED" as const, login: "rig", contact: "sip:a@192.0.2.1", user_agent: "" };
    const far = toldOf({ ...event, at: "2030-01-01T00:00:00Z", expires_s: 4_000_000_000 }, "sw1", t0);
    expect([far.at, far.until]).toEqual([t0, t0 + 7 * 86_400_000]);
    expect(toldOf({ ...event, at: t0 / 1000, expires_at: t0 / 1000 + 60 }, "sw1", t0 + 5000)).toMatchObject({
      at: t0,
      until: t0 + minute,
    });
    expect(toldOf({ ...event, expires_s: 0 }, "sw1", t0)).toMatchObject({ event: "UNREGISTERED", until: t0 });
  });
});
