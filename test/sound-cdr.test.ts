import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { isSoundCdr } from "../functions/cdrs/sound-cdr.ts";
import { aCdr } from "./sim/calls.ts";

const sound = aCdr({ callId: "call-1", setupMs: 1_790_000_000_000 });
const names = Object.keys(SwitchCdr.shape) as (keyof SwitchCdr)[];

/** Values at the edges of what some field takes, and beyond them. */
const odd = fc.constantFrom<unknown[]>(
  ...[undefined, null, true, "", "a", "OUT", "DID", "ms", "s", "caller", "callee", "switch", "both", {}, [], 0n],
  ...[0, -0, 1, -1, 0.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY],
  ..."x".repeat(256).concat(" ", "x".repeat(257), " ", "x".repeat(512), " ", "x".repeat(513)).split(" "),
);

const unchangedByTheSchema = (value: unknown) => {
  const parsed = SwitchCdr.safeParse(value);
  return parsed.success && JSON.stringify(sorted(parsed.data)) === JSON.stringify(sorted(value as object));
};
const sorted = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

describe("a CDR that is taken as it stands", () => {
  it("is exactly what the schema gives back, and a CDR of ours is one", () => {
    expect(isSoundCdr(sound)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), odd), { maxLength: 3 }), (changes) => {
        const cdr = { ...sound, ...Object.fromEntries(changes) };
        expect(isSoundCdr(cdr)).toBe(unchangedByTheSchema(cdr));
      }),
      { numRuns: 20_000 },
    );
  });

  it("has every field of the schema and none besides", () => {
    for (const name of names) {
      const { [name]: _left, ...rest } = sound;
      expect(isSoundCdr(rest), name).toBe(false);
      expect(isSoundCdr({ ...rest, other: sound[name] }), name).toBe(false);
    }
    expect(isSoundCdr({ ...sound, more: 1 })).toBe(false);
    expect(isSoundCdr(JSON.parse(JSON.stringify(sound).replace("{", '{"__proto__":{},')))).toBe(false);
    for (const value of [null, undefined, 1, "cdr", [], [sound]]) expect(isSoundCdr(value)).toBe(false);
  });
});
