import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, networkText, parseNetwork } from "../functions/devices/ip-network.ts";
import { type IpRow, rowsOf } from "../functions/devices/ip-row.ts";

const networkOf = (text: string) => {
  const network = parseNetwork(text);
  if (!network) throw new Error(`${text} is no network`);
  return network;
};

const host = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((last) => `203.0.113.${last}`),
  fc.integer({ min: 0, max: 40 }).map((last) => `2001:db8::${last.toString(16)}`),
);
const cidr = fc
  .tuple(host, fc.integer({ min: 0, max: 8 }))
  .map(([ip, wider]) => networkText(networkOf(`${ip}/${(ip.includes(":") ? 128 : 32) - wider}`)));
const rows = fc.array(
  fc
    .record({ cidr, dialPrefix: fc.constantFrom("", "0", "00", "9011"), n: fc.nat() })
    .map(({ n, ...row }): IpRow => ({ ...row, account: `C${n}`, deviceId: `dev_${n}`, status: "ACTIVE" })),
  { maxLength: 40 },
);
/** Other spellings of an address. */
const spelled = fc.tuple(host, fc.boolean()).map(([ip, other]) => {
  if (!other) return ip;
  return ip.includes(":") ? ip.replace("::", ":0:0::").toUpperCase() : `::ffff:${ip}`;
});

describe("the rows that an address is asked for", () => {
  it("are those whose network holds it however it is spelled, the narrowest and then the longest dial prefix first", () => {
    fc.assert(
      fc.property(spelled, rows, (ip, all) => {
        const found = rowsOf(ip, all);
        const holds = (row: IpRow) => covers(networkOf(row.cidr), networkOf(ip));
        expect(new Set(found)).toEqual(new Set(all.filter(holds)));
        const rank = (row: IpRow) => networkOf(row.cidr).bits * 100 + row.dialPrefix.length;
        expect(found.map(rank)).toEqual(
          all
            .filter(holds)
            .map(rank)
            .sort((a, b) => b - a),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
