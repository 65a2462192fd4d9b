import { describe, expect, it } from "vitest";
import { countryCodes, isPostalCode, postalShapeOf } from "../functions/customers/country.ts";

/** A code that is one, and one that nearly is: a real place's, and the commonest slip. */
const codes: [country: string, good: string, bad: string][] = [
  ["AR", "C1425CLA", "1425CLA"],
  ["AT", "1010", "A-1010"],
  ["AU", "2000", "20000"],
  ["BE", "1000", "B1000"],
  ["BR", "01310-100", "01310-10"],
  ["CA", "K1A 0B1", "K1A-0B1"],
  ["CH", "8001", "CH-8001"],
  ["CL", "8320000", "832000"],
  ["CN", "100000", "10000"],
  ["CZ", "110 00", "110  00"],
  ["DE", "10115", "1011"],
  ["DK", "2100", "DK-2100"],
  ["EE", "10111", "1011"],
  ["ES", "28013", "2801"],
  ["FI", "00100", "0010"],
  ["FR", "75008", "7500"],
  ["GB", "SW1A 1AA", "SW1A1A"],
  ["GR", "105 57", "10-557"],
  ["HR", "10000", "HR10000"],
  ["HU", "1051", "10510"],
  ["ID", "10110", "1011"],
  ["IE", "D02 AF30", "D2 AF30"],
  ["IL", "9414001", "941400"],
  ["IN", "110001", "11000"],
  ["IT", "00184", "184"],
  ["JP", "100-0001", "100-001"],
  ["KR", "04524", "4524"],
  ["KZ", "010000", "01000"],
  ["LT", "LT-01100", "LT 01100"],
  ["LV", "LV-1010", "LV1010"],
  ["MT", "VLT 1117", "VLT 117"],
  ["MX", "06000", "6000"],
  ["NL", "1012 JS", "1012 J"],
  ["NO", "0150", "150"],
  ["PL", "00-001", "00001"],
  ["PT", "1100-148", "1100 148"],
  ["RO", "010011", "10011"],
  ["RU", "101000", "1010000"],
  ["SA", "11564-1234", "11564-12"],
  ["SE", "111 20", "11-120"],
  ["SG", "018956", "18956"],
  ["SK", "811 01", "8110"],
  ["TW", "106", "10"],
  ["US", "10001-1234", "10001-12"],
  ["VN", "700000", "7000"],
  ["ZA", "8001", "800"],
];

describe("the PIN of a country", () => {
  it.each(codes)("%s has %s and not %s", (country, good, bad) => {
    expect([isPostalCode(good, country), isPostalCode(bad, country)]).toEqual([true, false]);
    expect(isPostalCode(good.toLowerCase(), country)).toBe(true);
  });

  it("has no digits of other scripts, and is shown by an example that the country itself takes", () => {
    expect(isPostalCode("१००१५", "DE")).toBe(false);
    const wrong = countryCodes.filter((country) => {
      const shape = postalShapeOf(country);
      return shape !== undefined && !isPostalCode(shape.replaceAll("*", "A"), country);
    });
    expect(wrong).toEqual([]);
  });

  it("of a country whose codes are not known takes letters, digits, spaces and dashes, ten at most", () => {
    const taken = ["AD500", "1", "AB-12 CD"].map((code) => isPostalCode(code, "AD"));
    const refused = ["", "-1", "12345678901", "<b>"].map((code) => isPostalCode(code, "AD"));
    expect([taken, refused]).toEqual([
      [true, true, true],
      [false, false, false, false],
    ]);
  });
});
