import { beforeAll, describe, expect, it } from "vitest";
import { uniqueIp } from "../support/addresses.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { addedSource } from "./world.ts";

const ip = uniqueIp();
const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };

interface Shown {
  id: string;
  cldReceived: string;
  cld: string;
  charge: string;
  trace: { step: string; outcome: string; detail: string }[];
}

const written = [
  { cldReceived: "442079460018", because: "it is in the form of the rates already", steps: [] },
  {
    cldReceived: "+442079460018",
    because: "a plus stands before an international number",
    steps: [["plus removed", "+ stands before an international number: +442079460018 → 442079460018"]],
  },
  {
    cldReceived: "00442079460018",
    because: "00 is the source's international prefix",
    steps: [
      ["international prefix removed", "00 stands before an international number: 00442079460018 → 442079460018"],
    ],
  },
  {
    cldReceived: "100#442079460018",
    because: "100# is the dial prefix of the device, by which the customer is known",
    steps: [["stripped", "100# is the dial prefix of the device: 100#442079460018 → 442079460018"]],
  },
  {
    cldReceived: "100#00442079460018",
    because: "both stand before it, and the dial prefix goes first",
    steps: [
      ["stripped", "100# is the dial prefix of the device: 100#00442079460018 → 00442079460018"],
      ["international prefix removed", "00 stands before an international number: 00442079460018 → 442079460018"],
    ],
  },
];

describe("one subscriber, dialled in the ways that switches write", () => {
  let operator: Operator;
  let calls: Shown[];
  let account: string;
  let source: string;
  beforeAll(async () => {
    operator = await anOperator();
    account = await operator.newAccount();
    for (const dialPrefix of ["%", "100#%"]) {
      const made = await operator.admin("POST", `/customers/${account}/ip-devices`, { ...limits, ip, dialPrefix });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    source = (await addedSource({ format: "freeswitch-json", customerBy: "ip" })).id;
    const cdrs = written.map(({ cldReceived }) => aCallOf(null, source, { sourceIp: ip, cldReceived }));
    expect(await rate(aBatch(source, cdrs))).toEqual([]);
    const ids: string[] = (await operator.calls(account)).items.map(({ id }: Shown) => id);
    const asked = ids.map((id) => operator.admin("GET", `/customers/${account}/calls/${encodeURIComponent(id)}`));
    calls = (await Promise.all(asked)).map(({ body }) => body);
    expect(await operator.balance(account)).toBe("-0.3");
  });

  it.each(written)(
    "costs the same as $cldReceived, because $because, and each step says what was done",
    ({ cldReceived, steps }) => {
      const call = calls.find((one) => one.cldReceived === cldReceived);
      expect(call).toMatchObject({ cld: "442079460018", charge: "0.06" });
      const rated = cldReceived === "442079460018" ? "is rated as it was sent." : "as sent is rated as 442079460018.";
      const names = ["number received", "dial prefix", "number form", "number"];
      const trace = call?.trace.filter(({ step }) => names.includes(step)) ?? [];
      expect([trace[0]?.outcome, trace.at(-1)?.detail]).toEqual([cldReceived, `${cldReceived} ${rated}`]);
      expect(trace.slice(1, -1).map(({ outcome, detail }) => [outcome, detail])).toEqual(steps);
    },
  );

  it("is said in one step where the source has changed since, because its settings of then are not kept", async () => {
    const path = `/cdr-sources/${source}`;
    const normalise = { plus: true, internationalPrefix: "011", nationalPrefix: "", countryCode: "" };
    expect((await operator.admin("PATCH", path, { normalise })).status).toBe(200);
    const { id } = calls.find(({ cldReceived }) => cldReceived === "00442079460018") ?? { id: "" };
    const { body } = await operator.admin("GET", `/customers/${account}/calls/${encodeURIComponent(id)}`);
    const names = body.trace.map(({ step }: { step: string }) => step);
    expect(names.slice(2, 5)).toEqual(["number received", "number", "talk time"]);
    expect(body.charge).toBe("0.06");
  });
});
