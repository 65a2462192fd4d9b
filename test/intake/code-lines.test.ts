import { beforeAll, describe, expect, it } from "vitest";
import { checkCodes } from "../../functions/intake/check-codes.flow.ts";
import { readCodeLines } from "../../functions/intake/code-lines.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { addedSource } from "./world.ts";

const sources = [
  { id: "src_1", name: "Proxy, east" },
  { id: "src_2", name: "PBX" },
  { id: "src_3", name: "twin" },
  { id: "src_4", name: "Twin" },
];
const read = (...lines: string[]) => readCodeLines(lines, sources);

describe("pasted codes", () => {
  it.each([
    { text: "1001", code: "1001", because: "a code alone counts for every source" },
    { text: "pbx;1001", code: { source: "src_2", code: "1001" }, because: "a source is named without case" },
    { text: "src_2\t1001", code: { source: "src_2", code: "1001" }, because: "columns of a sheet come with tabs" },
    {
      text: "Proxy, east, 1001",
      code: { source: "src_1", code: "1001" },
      because: "a source's name may hold what separates",
    },
    { text: " src_1 , acme-1 ", code: { source: "src_1", code: "acme-1" }, because: "blanks around count for nothing" },
  ])("of $text are read, because $because", ({ text, code }) => {
    expect(read("", text)).toEqual([{ line: 2, code }]);
  });

  it.each([
    { text: "two words", because: "a code has no blanks" },
    { text: "nobody,1001", because: "the source is none" },
    { text: "twin,1001", because: "the name is two sources'" },
    { text: "pbx,", because: "there is no code" },
    { text: "x".repeat(65), because: "it is too long" },
  ])("of $text are bad, because $because", ({ text }) => {
    expect(read(text)).toEqual([{ line: 1, fault: "bad", message: expect.stringContaining(" ") }]);
  });

  it("are duplicates only where source and code are the same", () => {
    expect(read("1001", "pbx,1001", "PBX;1001", "1001").map((line) => ("code" in line ? "" : line.message))).toEqual([
      "",
      "",
      "The same as line 2.",
      "The same as line 1.",
    ]);
  });
});

describe("a check of codes", () => {
  let admin: Caller;
  let tariffId: string;
  beforeAll(async () => {
    admin = await staff();
    tariffId = await aTariff(admin);
  });
  const verdicts = async (body: object) => {
    const reply = await admin("POST", "/switch-accounts/check", body);
    expect(reply.status).toBe(200);
    return reply.body.items.map(({ line, verdict, message }: Record<string, unknown>) => [line, verdict, message]);
  };

  it("tells each line's fate, per source, with the owner's name, and saves nothing", async () => {
    const source = await addedSource({ switch: uniqueName(), format: "asterisk-csv" });
    const [mine, theirs, free] = [uniqueName(), uniqueName(), uniqueName()];
    const own = await aCustomer(admin, tariffId, { switchAccounts: [mine] });
    const other = await aCustomer(admin, tariffId, { company: "Other Ltd", switchAccounts: [theirs] });
    const lines = [mine, theirs, `${source.id},${theirs}`, free, free, "a b", other.account];
    const asked = { account: own.account, lines };
    const expected = [
      [1, "own", "Held already."],
      [2, "taken", `Taken by Other Ltd (${other.account}).`],
      [3, "free", "Free."],
      [4, "free", "Free."],
      [5, "duplicate", "The same as line 4."],
      [6, "bad", expect.any(String)],
      [7, "taken", `Taken by Other Ltd (${other.account}).`],
    ];
    expect(await verdicts(asked)).toEqual(expected);
    expect(await verdicts(asked)).toEqual(expected);
    expect((await admin("GET", `/customers/${own.account}`)).body.switchAccounts).toEqual([mine]);
  });

  it("agrees with what saving then does", async () => {
    const [taken, free] = [uniqueName(), uniqueName()];
    await aCustomer(admin, tariffId, { switchAccounts: [taken] });
    const { account } = await aCustomer(admin, tariffId);
    const fate = (await verdicts({ account, lines: [taken, free] })).map(([, verdict]: string[]) => verdict);
    expect(fate).toEqual(["taken", "free"]);
    const save = (code: string) =>
      admin("PATCH", `/customers/${account}`, { switchAccounts: [code] }, { headers: { "if-match": '"1"' } });
    expect([(await save(taken)).status, (await save(free)).status]).toEqual([409, 200]);
  });

  it("tells a device's codes from those of its customer", async () => {
    const [code, of] = [uniqueName(), uniqueName()];
    const { account } = await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };
    const body = { login: uniqueName(), extension: "1001", ...limits, switchAccounts: [of] };
    const device = (await admin("POST", `/customers/${account}/sip-devices`, body)).body;
    expect(await verdicts({ account, deviceId: device.id, lines: [code, of] })).toEqual([
      [1, "taken", "The customer itself has it."],
      [2, "own", "Held already."],
    ]);
    expect(await verdicts({ account, lines: [of] })).toEqual([[1, "taken", "Another device of this customer has it."]]);
  });

  it("does not tell a reseller whose a code is", async () => {
    const code = uniqueName();
    await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const reseller = { id: "usr_R", kind: "reseller" as const, account: "C00000001", permissions: [] };
    expect(await checkCodes({ lines: [code] }, reseller)).toEqual([
      { line: 1, code, verdict: "taken", message: "In use." },
    ]);
  });

  it("of an account that is not there is refused", async () => {
    expect((await admin("POST", "/switch-accounts/check", { account: "C00000000", lines: ["a"] })).status).toBe(404);
  });
});
