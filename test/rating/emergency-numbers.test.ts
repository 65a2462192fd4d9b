import { expect, it } from "vitest";
import { emergencyNumbers, isEmergency } from "../../functions/rating/emergency-numbers.ts";

it.each([
  ["GB", "999", true, "the United Kingdom's own number"],
  ["GB", "112", true, "counts everywhere"],
  ["DE", "110", true, "the police in Germany"],
  ["DE", "999", false, "not a number for help in Germany"],
  ["IN", "108", true, "ambulances in India"],
  ["AU", "000", true, "triple zero"],
  [null, "911", true, "counts everywhere, also where no country is known"],
  [null, "999", false, "of no country"],
  ["GB", "9991", false, "longer than the number"],
] as const)("%s, %s: %s, because it is %s", (country, number, wanted, _because) => {
  expect(isEmergency(number, country)).toBe(wanted);
});

it("every country of the table has numbers of two to four digits", () => {
  for (const country of ["FR", "JP", "BR", "ZA", "US"])
    for (const number of emergencyNumbers(country)) expect(number).toMatch(/^\d{2,4}$/);
});
