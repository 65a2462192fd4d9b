import { beforeAll, describe, expect, it } from "vitest";
import { countryCodes } from "../functions/customers/country.ts";
import { crossFaults } from "../functions/customers/customer-rules.ts";
import { isPostalCode, postalShapeOf } from "../functions/customers/postal-code.ts";
import { type Caller, staff } from "./support/api.ts";
import { aTariff, customerBody, faultsOf } from "./support/customers.ts";

const cases = [
  { country: "AD", right: ["AD500"], wrong: ["500", "AD50"], because: "the letters are part of it" },
  {
    country: "AR",
    right: ["C1425CLA", "1425"],
    wrong: ["142", "C1425"],
    because: "the long form is whole or not there",
  },
  { country: "AT", right: ["1010"], wrong: ["10100", "A1010"], because: "four digits" },
  { country: "AU", right: ["2000"], wrong: ["200", "20000"], because: "four digits" },
  { country: "BE", right: ["1000"], wrong: ["B-1000", "100"], because: "the country is not part of it" },
  { country: "BR", right: ["01310-100", "01310100"], wrong: ["01310", "01310-10"], because: "all eight digits" },
  { country: "CA", right: ["K1A 0B1", "k1a0b1"], wrong: ["K1A 0B", "1K1 A0B"], because: "letters and digits in turns" },
  { country: "CH", right: ["8001"], wrong: ["80011", "CH-800"], because: "four digits" },
  { country: "CL", right: ["8320000", "832-0000"], wrong: ["832000"], because: "seven digits" },
  { country: "CN", right: ["100000"], wrong: ["10000"], because: "six digits" },
  { country: "CZ", right: ["110 00", "11000"], wrong: ["1100", "11 000"], because: "the blank stands after three" },
  { country: "DE", right: ["10115"], wrong: ["1011", "D-10115"], because: "five digits since 1993" },
  { country: "DK", right: ["1050"], wrong: ["DK1050", "105"], because: "four digits" },
  { country: "ES", right: ["28001"], wrong: ["2801", "280010"], because: "five digits" },
  { country: "FI", right: ["00100"], wrong: ["100"], because: "leading zeros count" },
  { country: "FR", right: ["75001"], wrong: ["7501", "75 001"], because: "no blank within" },
  {
    country: "GB",
    right: ["SW1A 1AA", "M1 1AE", "CR2 6XH", "sw1a1aa"],
    wrong: ["SW1A", "12345"],
    because: "outward and inward part",
  },
  { country: "GR", right: ["105 57", "10557"], wrong: ["1055"], because: "five digits" },
  { country: "HU", right: ["1051"], wrong: ["H-1051"], because: "the country is not part of it" },
  {
    country: "IE",
    right: ["D02 AF30", "D6W XY00"],
    wrong: ["D02", "DUBLIN 2"],
    because: "an Eircode has seven characters",
  },
  { country: "IL", right: ["9614303", "96143"], wrong: ["961430"], because: "seven digits, formerly five" },
  { country: "IN", right: ["110001", "110 001"], wrong: ["11001", "1100011"], because: "six digits" },
  { country: "IT", right: ["00118"], wrong: ["118", "I-00118"], because: "leading zeros count" },
  { country: "JP", right: ["100-0001", "1000001"], wrong: ["100-001"], because: "three and four digits" },
  { country: "KR", right: ["04524"], wrong: ["110-110"], because: "six digits ended in 2015" },
  { country: "LT", right: ["LT-01100", "01100"], wrong: ["LT01100"], because: "with the dash or alone" },
  { country: "LV", right: ["LV-1050"], wrong: ["LV-105"], because: "four digits" },
  { country: "MC", right: ["98000"], wrong: ["97000"], because: "a part of the French range" },
  { country: "MT", right: ["VLT 1117", "VLT1117"], wrong: ["1117"], because: "locality and four digits" },
  { country: "MX", right: ["06600"], wrong: ["6600"], because: "leading zeros count" },
  { country: "MY", right: ["50050"], wrong: ["5005"], because: "five digits" },
  { country: "NL", right: ["1012 AB", "1012AB"], wrong: ["1012", "AB 1012"], because: "digits, then letters" },
  { country: "NO", right: ["0150"], wrong: ["150"], because: "leading zeros count" },
  { country: "NZ", right: ["6011"], wrong: ["60111"], because: "four digits" },
  { country: "PL", right: ["00-950"], wrong: ["00950", "00-95"], because: "the dash is part of it" },
  { country: "PT", right: ["1000-205", "1000"], wrong: ["1000-20"], because: "four digits, or seven" },
  { country: "RO", right: ["010011"], wrong: ["10011"], because: "six digits since 2003" },
  { country: "RU", right: ["101000"], wrong: ["10100"], because: "six digits" },
  { country: "SE", right: ["111 22", "11122"], wrong: ["SE-11122", "1112"], because: "five digits" },
  { country: "SG", right: ["018956"], wrong: ["18956"], because: "six digits since 1995" },
  { country: "TW", right: ["100", "10058", "100058"], wrong: ["1000"], because: "three, five or six digits" },
  { country: "UA", right: ["01001"], wrong: ["1001"], because: "five digits" },
  { country: "US", right: ["10001", "10001-0001"], wrong: ["1000", "10001-1", "ABCDE"], because: "ZIP, or ZIP+4" },
  { country: "VA", right: ["00120"], wrong: ["00121"], because: "there is but one" },
  { country: "ZA", right: ["0001"], wrong: ["1"], because: "four digits" },
];

const faults = (country: string, pin: string) => crossFaults({ country, pin }).map(({ path }) => path);

describe("a postal code", () => {
  it.each(cases)("of $country is $right, not $wrong: $because", ({ country, right, wrong }) => {
    for (const pin of right) expect([pin, faults(country, pin)]).toEqual([pin, []]);
    for (const pin of wrong) expect([pin, faults(country, pin)]).toEqual([pin, ["pin"]]);
  });

  it("is tried for at least thirty countries, each named once", () => {
    expect(new Set(cases.map(({ country }) => country)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(30);
  });

  it("fits its own example in every country that has one, and is told by it", () => {
    const shown = countryCodes.filter((country) => postalShapeOf(country) !== undefined);
    expect(shown.length).toBeGreaterThan(150);
    for (const country of shown)
      expect([country, isPostalCode(postalShapeOf(country) ?? "", country)]).toEqual([country, true]);
  });

  it("is anything short where no format is published, but no sentence", () => {
    expect(isPostalCode("12345", "AE")).toBe(true);
    expect(isPostalCode("nowhere at all", "AE")).toBe(false);
  });
});

describe("the customer form", () => {
  let admin: Caller;
  beforeAll(async () => {
    admin = await staff();
  });

  it("refuses a code of another country by name, and says how one looks", async () => {
    const body = customerBody(await aTariff(admin));
    const refused = await admin("POST", "/customers", { ...body, country: "GB", pin: "10001" });
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["pin"]]);
    expect(refused.body.error.fields[0].message).toBe("Must be a postal code of the country. It looks like XX9X 9XX.");
    const nowhere = await admin("POST", "/customers", { ...body, pin: "10001" });
    expect(faultsOf(nowhere)).toEqual(["pin"]);
    const taken = await admin("POST", "/customers", { ...body, country: "GB", pin: "SW1A 1AA" });
    expect([taken.status, taken.body.pin]).toEqual([201, "SW1A 1AA"]);
    const moved = await admin("PATCH", `/customers/${taken.body.account}`, { country: "US" });
    expect([moved.status, faultsOf(moved)]).toEqual([422, ["pin"]]);
  });
});
