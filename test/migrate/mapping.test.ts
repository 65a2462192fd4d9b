import { describe, expect, it } from "vitest";
import { prefixOf } from "../../bin/migrate/astpp-fields.ts";
import { addressesOf, nameOf, percentOf, usernameOf } from "../../bin/migrate/customer-terms.ts";
import { digitsOf, swapRule } from "../../bin/migrate/fields.ts";
import { hostAndPort } from "../../bin/migrate/hosts.ts";
import { decimalText, instantText, negated } from "../../bin/migrate/values.ts";
import { readRule } from "../../functions/translation/translation-rule.ts";

/** What the fields of the other systems become. */

describe("amounts", () => {
  it.each([
    ["-98.863000", "-98.863", "decimals are padded with zeros there"],
    ["0.000000", "0", "nothing is nothing"],
    ["-0.0", "0", "and has no sign"],
    ["1e-05", "0.00001", "MySQL writes small floats so"],
    ["1.5E3", "1500", "and large ones"],
    ["241.2500000005", "241.250000001", "what is finer than we keep is rounded, a half up"],
    ["-0.0000000004", "0", "or is nothing"],
    [".5", "0.5", "a digit in front may be missing"],
    ["", undefined, "an empty field says nothing"],
    ["1,5", undefined, "a comma is no decimal point in a dump"],
  ])("%s is %s, because %s", (written, value, _because) => {
    expect(decimalText(written)).toBe(value);
  });

  it("turn their sign and back", () => {
    for (const amount of ["0", "1.5", "-98.863"]) expect(negated(negated(amount))).toBe(amount);
  });
});

describe("clock times", () => {
  it.each([
    ["2026-07-01 12:00:00", "Europe/Berlin", "2026-07-01T10:00:00.000Z", "summer"],
    ["2026-01-01 12:00:00", "Europe/Berlin", "2026-01-01T11:00:00.000Z", "winter"],
    [
      "2026-10-25 02:30:00",
      "Europe/Berlin",
      "2026-10-25T00:30:00.000Z",
      "of an hour that comes twice the first is meant",
    ],
    ["0000-00-00 00:00:00", "UTC", undefined, "the zero date is none"],
    ["1000-01-01 00:00:00", "UTC", undefined, "ASTPP's is another"],
    ["2026-13-01 00:00:00", "UTC", undefined, "there is no such month"],
  ])("%s in %s is %s, because %s", (written, zone, value, _because) => {
    expect(instantText(written, zone)).toBe(value);
  });
});

describe("number changes", () => {
  it.each([
    ["0/44", "0|%=>44%", "what stood there goes, what stands behind comes"],
    ["0/*", "0|%=>%", "a star behind puts nothing there"],
    ["00/", "00|%=>%", "and so does nothing"],
    ["*/55", "%=>55%", "a star in front is any number"],
    ["*/55/8", undefined, "a length behind is that of another part of the number than ours"],
    ["X1/2", undefined, "letters are patterns that our notation does not have"],
    ["44", undefined, "one part changes nothing"],
  ])("%s becomes %s, because %s", (written, rule, _because) => {
    expect(swapRule(written)).toBe(rule);
    if (rule) expect(readRule("ALLOW", rule)).toHaveProperty("rule");
  });

  it.each([
    ["^44.*", "44", "the usual pattern is the beginning of a number"],
    ["44", "44", "older versions write it bare"],
    ["^1[2-9].*", undefined, "choices are no prefix"],
    [".*", undefined, "any number has no prefix"],
  ])("pattern %s is prefix %s, because %s", (pattern, prefix, _because) => {
    expect(prefixOf(pattern)).toBe(prefix);
  });
});

describe("texts", () => {
  it.each([
    [nameOf("Delta; Calls <Ltd>"), "Delta Calls Ltd", "names have no signs that formulas and pages use"],
    [nameOf("=SUM(A1)"), "SUM(A1)", "and do not begin with one"],
    [nameOf("音声通信"), "音声通信", "letters of any script are letters"],
    [usernameOf("gruen.voice-1"), "gruenvoice1", "user names are letters and digits"],
    [percentOf("19.0000"), "19", "percentages have no zeros behind"],
    [percentOf("2.50001"), "2.5", "and four decimals at most"],
    [addressesOf("a@x.example, b@x.example").join(" "), "a@x.example b@x.example", "a field may hold several"],
    [addressesOf("none yet").join(" "), "none yet", "what is none is shown as it is, once"],
    [digitsOf('"Ana 2" <+4179>'), "+4179", "of a name and a number the number counts"],
    [digitsOf("anonymous"), "", "who hides has none"],
  ])("%s, because %s", (is, wanted, _because) => {
    expect(is).toBe(wanted);
  });

  it.each([
    ["192.0.2.11:5080", { host: "192.0.2.11", port: 5080 }, "a port may stand behind"],
    ["sip:gw.example;transport=udp", { host: "gw.example", port: 5060 }, "it may be written as an address"],
    ["[2001:db8::1]:5061", { host: "2001:db8::1", port: 5061 }, "brackets hold IPv6"],
    ["2001:db8::1", { host: "2001:db8::1", port: 5060 }, "without them all of it is the address"],
    ["user@gw.example", { host: "gw.example", port: 5060 }, "who calls there does not matter"],
  ])("%s is %j, because %s", (written, wanted, _because) => {
    expect(hostAndPort(written)).toEqual(wanted);
  });
});
