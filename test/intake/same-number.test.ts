import { beforeAll, describe, expect, it } from "vitest";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { addedSource } from "./world.ts";

const ip = `198.19.${Math.floor(Math.random() * 250)}.7`;
const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };

interface Shown {
  id: string;
  cldReceived: string;
  cld: string;
  charge: string;
  trace: { step: string; outcome: string; detail: string }[];
}

const written = [
  { cldReceived: "442079460018", because: "it is in the form of the rates already" },
  { cldReceived: "+442079460018", because: "a plus stands before an international number" },
  { cldReceived: "00442079460018", because: "00 is the source's international prefix" },
  { cldReceived: "100#442079460018", because: "100# is the dial prefix of the device, by which the customer is known" },
];

describe("one subscriber, dialled in the ways that switches write", () => {
  let operator: Operator;
  let calls: Shown[];
  beforeAll(async () => {
    operator = await anOperator();
    const account = await operator.newAccount();
    for (const dialPrefix of ["%", "100#%"]) {
      const made = await operator.admin("POST", `/customers/${account}/ip-devices`, { ...limits, ip, dialPrefix });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    const source = (await addedSource({ format: "freeswitch-json", customerBy: "ip" })).id;
    const cdrs = written.map(({ cldReceived }) => aCallOf(null, source, { sourceIp: ip, cldReceived }));
    expect(await rate(aBatch(source, cdrs))).toEqual([]);
    const ids: string[] = (await operator.calls(account)).items.map(({ id }: Shown) => id);
    const asked = ids.map((id) => operator.admin("GET", `/customers/${account}/calls/${encodeURIComponent(id)}`));
    calls = (await Promise.all(asked)).map(({ body }) => body);
    expect(await operator.balance(account)).toBe("-0.24");
  });

  it.each(written)("costs the same as $cldReceived, because $because", ({ cldReceived }) => {
    const call = calls.find((one) => one.cldReceived === cldReceived);
    expect(call).toMatchObject({ cld: "442079460018", charge: "0.06" });
    const rated = cldReceived === "442079460018" ? "is rated as it was sent." : "as sent is rated as 442079460018.";
    expect(call?.trace.find(({ step }) => step === "number")?.detail).toBe(`${cldReceived} ${rated}`);
  });
});
