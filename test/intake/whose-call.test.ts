import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { NewSource } from "../../functions/intake/source.ts";
import { resolveCallers } from "../../functions/intake/whose-call.flow.ts";
import type { CallerResolution } from "../../functions/intake/whose-call.ts";
import { normaliseNumber, stripDialPrefix } from "../../functions/translation/normalise-number.ts";
import { uniqueNet } from "../support/addresses.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { aSource, read, sample, sampleDay } from "./samples.ts";

let admin: Caller;
let tariffId: string;
let premium: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
  premium = await aTariff(admin);
});

const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };

const [line = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");
const callWith = (fields: Record<string, string>, source: ReturnType<typeof aSource>) => {
  const [cdr] = read(JSON.stringify({ ...JSON.parse(line), ...fields }), source, sampleDay).cdrs;
  if (!cdr) throw new Error("the record was parked");
  return cdr;
};

async function resolve(fields: Record<string, string>, source: Partial<NewSource> = {}): Promise<CallerResolution> {
  const made = { ...aSource({ format: "kamailio-json", ...source }), id: `src_${uniqueName()}` };
  const [found] = await resolveCallers([callWith(fields, made)], new Map([[made.id, made]]));
  if (!found) throw new Error("no resolution");
  return found;
}

const shown = (found: CallerResolution) =>
  found.kind === "known"
    ? { account: found.customer.account, device: found.deviceId, tariff: found.tariffId, cld: found.cld }
    : { reason: found.reason, detail: found.detail };

describe("whose a call is", () => {
  it("is told by the account code, or by a code that the customer is known by", async () => {
    const code = uniqueName();
    const { account } = await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const expected = { account, device: null, tariff: tariffId, cld: "442079460018" };
    expect(shown(await resolve({ account }))).toEqual(expected);
    expect(shown(await resolve({ account: code }))).toEqual(expected);
  });

  it("goes by the code given for the source before the code given for all", async () => {
    const code = uniqueName();
    const source = { ...aSource({ format: "kamailio-json" }), id: `src_${uniqueName()}` };
    const everywhere = await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const here = await aCustomer(admin, tariffId, { switchAccounts: [{ source: source.id, code }] });
    const other = { ...source, id: `src_${uniqueName()}` };
    const cdrs = [callWith({ account: code }, source), callWith({ account: code }, other)];
    const found = await resolveCallers(
      cdrs,
      new Map([
        [source.id, source],
        [other.id, other],
      ]),
    );
    expect(found.map((one) => (one.kind === "known" ? one.customer.account : one.reason))).toEqual([
      here.account,
      everywhere.account,
    ]);
  });

  it("is told by the address and the dial prefix: longest mask first, then longest prefix, which is stripped", async () => {
    const block = uniqueNet();
    const [wide, narrow] = [await aCustomer(admin, tariffId), await aCustomer(admin, tariffId)];
    const add = async (account: string, device: object) =>
      (await admin("POST", `/customers/${account}/ip-devices`, { ...limits, ...device })).body.id as string;
    const any = await add(wide.account, { ip: `${block}.0/28` });
    const hundred = await add(wide.account, { ip: `${block}.0/28`, dialPrefix: "100%", tariffId: premium });
    const longer = await add(wide.account, { ip: `${block}.0/28`, dialPrefix: "1002%" });
    const exact = await add(narrow.account, { ip: `${block}.3`, dialPrefix: "10%" });
    const from = async (host: number, cld_in: string) =>
      shown(await resolve({ src_ip: `${block}.${host}`, cld_in }, { customerBy: "ip" }));
    expect(await from(1, "442079460018")).toEqual({
      account: wide.account,
      device: any,
      tariff: tariffId,
      cld: "442079460018",
    });
    expect(await from(1, "100442079460018")).toEqual({
      account: wide.account,
      device: hundred,
      tariff: premium,
      cld: "442079460018",
    });
    expect(await from(1, "1002442079460018")).toEqual({
      account: wide.account,
      device: longer,
      tariff: tariffId,
      cld: "442079460018",
    });
    expect(await from(3, "1002442079460018")).toEqual({
      account: narrow.account,
      device: exact,
      tariff: tariffId,
      cld: "02442079460018",
    });
    expect(await from(3, "442079460018")).toMatchObject({ account: wide.account, device: any });
    expect(await from(200, "442079460018")).toMatchObject({
      reason: "UNKNOWN_CUSTOMER",
      detail: expect.stringContaining(`${block}.200`),
    });
    expect(await from(1, "100")).toMatchObject({ reason: "BAD_NUMBER" });
  });

  it("strips the dial prefix also where the account code tells the customer, and takes no other customer's", async () => {
    const block = uniqueNet();
    const [mine, other] = [await aCustomer(admin, tariffId), await aCustomer(admin, tariffId)];
    const device = { ip: `${block}.1`, dialPrefix: "100%", ...limits };
    const { body } = await admin("POST", `/customers/${mine.account}/ip-devices`, device);
    const fields = { src_ip: `${block}.1`, cld_in: "100442079460018" };
    expect(shown(await resolve({ ...fields, account: mine.account }))).toMatchObject({
      device: body.id,
      cld: "442079460018",
    });
    expect(shown(await resolve({ ...fields, account: other.account }))).toMatchObject({
      device: null,
      cld: "100442079460018",
    });
  });

  it("is told by the SIP user, without regard to case", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const login = uniqueName();
    const { body } = await admin("POST", `/customers/${account}/sip-devices`, {
      login,
      extension: "4711",
      ...limits,
      tariffId: premium,
    });
    const found = await resolve({ auth_user: login.toUpperCase() }, { customerBy: "sipUser" });
    expect(shown(found)).toEqual({ account, device: body.id, tariff: premium, cld: "442079460018" });
    expect(shown(await resolve({ auth_user: "nobody" }, { customerBy: "sipUser" }))).toMatchObject({
      reason: "UNKNOWN_CUSTOMER",
    });
  });

  it("is still told for a closed customer: the call has happened", async () => {
    const { account } = await aCustomer(admin, tariffId);
    expect((await admin("DELETE", `/customers/${account}`)).status).toBeLessThan(300);
    expect(shown(await resolve({ account }))).toMatchObject({ account });
  });

  it.each([
    { fields: { account: "C99999999" }, detail: "C99999999" },
    { fields: { account: "" }, detail: "no account code" },
  ])("is unknown for $fields, which says what is missing", async ({ fields, detail }) => {
    expect(shown(await resolve(fields))).toMatchObject({
      reason: "UNKNOWN_CUSTOMER",
      detail: expect.stringContaining(detail),
    });
  });

  it("is unknown where the source is gone, and nothing throws", async () => {
    const source = aSource({ format: "kamailio-json" });
    expect(await resolveCallers([callWith({}, source)], new Map())).toMatchObject([{ kind: "unknown" }]);
  });
});

describe("the number that is rated", () => {
  const normalise = { plus: true, internationalPrefix: "00", nationalPrefix: "0", countryCode: "44" };

  it("is the same however the switch writes it, and the trace says what was done", async () => {
    const { account } = await aCustomer(admin, tariffId);
    for (const cld_in of ["+442079460018", "00442079460018", "02079460018", "442079460018"]) {
      const found = await resolve({ account, cld_in, cli_in: "02079460100" }, { normalise });
      expect(found).toMatchObject({ cld: "442079460018", cli: "442079460100" });
      const done = found.kind === "known" ? found.steps.filter(({ step }) => step === "number form") : [];
      expect(done).toHaveLength(cld_in === "442079460018" ? 0 : 1);
    }
  });

  it("is taken as it stands from a source whose numbers are translated", async () => {
    const { account } = await aCustomer(admin, tariffId);
    expect(
      await resolve({ account, cld_in: "00442079460018" }, { normalise, numberState: "TRANSLATED" }),
    ).toMatchObject({ cld: "00442079460018" });
  });

  it("is left alone by steps that are switched off", () => {
    const off = { plus: false, internationalPrefix: "", nationalPrefix: "", countryCode: "" };
    for (const number of ["+44", "0044", "044", "44"])
      expect(normaliseNumber(number, off)).toEqual({ number, steps: [] });
  });

  it("keeps its last digits whatever is taken away in front", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{6,14}$/),
        fc.constantFrom("", "+", "00", "0"),
        fc.stringMatching(/^\d{0,4}$/),
        (number, lead, prefix) => {
          const { number: stripped } = stripDialPrefix(`${prefix}${lead}${number}`, prefix);
          expect(stripped).toBe(`${lead}${number}`);
          expect(normaliseNumber(stripped, normalise).number).toBe(lead === "0" ? `44${number}` : number);
        },
      ),
    );
  });
});
