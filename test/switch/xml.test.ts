import fc from "fast-check";
import { expect, it } from "vitest";
import { codecsOfSdp } from "../../functions/switch/sdp-codecs.ts";
import { xmlText } from "../../functions/switch/xml.ts";
import { elementsOf } from "../support/xml-elements.ts";

it("a value of any characters stays one value: what XML has comes back, the rest as question marks", () => {
  const written = (v: string) => xmlText({ name: "a", attributes: { v }, children: [{ name: "b" }] });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (value) => {
      const [a, b, ...more] = elementsOf(written(value));
      expect([a?.name, Object.keys(a?.attributes ?? {}), b, more]).toEqual([
        "a",
        ["v"],
        { name: "b", attributes: {} },
        [],
      ]);
      expect(Array.from(written(value)).every((character) => character >= " ")).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(elementsOf(written(`<&>"' é☎`))[0]?.attributes["v"]).toBe(`<&>"' é☎`);
});

it.each<[string, string[] | undefined, string]>([
  [
    "m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000",
    ["PCMU", "PCMA"],
    "well-known types need no rtpmap",
  ],
  ["m=audio 9 UDP/TLS/RTP/SAVPF 111 9\na=rtpmap:111 opus/48000/2", ["opus", "G722"], "a name of an rtpmap"],
  ["m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 <script>/8000", [], "what is no name is no codec"],
  ["m=video 4000 RTP/AVP 96", undefined, "nothing is said of sound"],
  ["", undefined, "an INVITE without a body"],
])("of the SDP %j the codecs are %j: %s", (sdp, codecs) => {
  expect(codecsOfSdp(sdp)).toEqual(codecs);
});
