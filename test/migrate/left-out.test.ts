import { expect, it } from "vitest";
import { takeCustomers, takeDids } from "../../bin/migrate/apply-customers.ts";
import type { CustomerRecord, DidRecord, PlacedRecords } from "../../bin/migrate/records.ts";
import { listNames } from "../../bin/migrate/rules.ts";
import { Run } from "../../bin/migrate/run.ts";
import type { Target } from "../../bin/migrate/target.ts";

/** What names a thing that did not come over is left out and said, not charged or connected in another way. */

const customer = {
  ...{ id: "1", reseller: null, where: "customers 1", fields: {}, tariff: "cheap", balance: "0" },
  ipDevices: [
    { id: "5", ip: "192.0.2.5", dialPrefix: "%", description: "", tariff: "cheap" },
    { id: "6", ip: "192.0.2.6", dialPrefix: "%", description: "", tariff: "dear" },
  ],
  ...{ sipDevices: [], dialing: [], invoices: [] },
  rules: Object.fromEntries(listNames.map((list) => [list, []])),
} as unknown as CustomerRecord;

const did = (number: string, over: Partial<DidRecord>): DidRecord => ({
  ...{ number, where: `dids ${number}`, customer: "1", ringsAt: null, forwardTo: null, tariff: null },
  ...{ monthlyRent: "0", currency: null, status: "ACTIVE", description: "" },
  ...over,
});
const dids = [
  did("442079460001", { ringsAt: "5", tariff: "cheap" }),
  did("442079460002", { tariff: "dear" }),
  did("442079460003", { customer: "2" }),
  did("442079460004", { ringsAt: "6" }),
  did("442079460005", { customer: null }),
];

/** Answers as the API does where nothing is yet. */
function emptyTarget(posted: { path: string; body: object }[]): Target {
  const newest = () => ({ id: `new-${posted.length}`, account: "C00000001" });
  return {
    async ask(method, path, body) {
      if (method === "GET")
        return path.startsWith("/dids/") ? { status: 404, body: {} } : { status: 200, body: { items: [] } };
      posted.push({ path, body: body as object });
      return { status: 201, body: newest() };
    },
    upload: async () => undefined,
    wait: async () => undefined,
  };
}

async function run(applies: boolean) {
  const posted: { path: string; body: object }[] = [];
  const records = { customers: [customer], dids, faults: [] } as unknown as PlacedRecords;
  const made = new Run({ target: emptyTarget(posted), records, origin: "ov500", applies });
  if (applies) made.know("tariffs", "cheap", "trf-cheap");
  await takeCustomers(made, "switchbook.local");
  await takeDids(made);
  return { made, posted };
}

it("a device or DID whose tariff, customer or device did not come is left out by name, and the others come", async () => {
  const { made, posted } = await run(true);
  expect(posted.filter(({ path }) => path.endsWith("/ip-devices")).map(({ body }) => body)).toEqual([
    expect.objectContaining({ ip: "192.0.2.5", tariffId: "trf-cheap" }),
  ]);
  expect(posted.filter(({ path }) => path === "/dids").map(({ body }) => body)).toEqual([
    expect.objectContaining({ numbers: ["442079460001"], account: "C00000001", tariffId: "trf-cheap" }),
    expect.objectContaining({ numbers: ["442079460005"], account: null }),
  ]);
  expect(made.faults.map(({ message }) => message)).toEqual([
    "IP devices: 192.0.2.6 is left out: its tariff dear is not there.",
    "DIDs: 442079460002 is left out: its tariff dear is not there.",
    "DIDs: 442079460003 is left out: its customer 2 is not there.",
    "DIDs: 442079460004 is left out: its device 6 is not there.",
  ]);
  expect(made.counts.get("DIDs")).toEqual({ made: 2, kept: 0, refused: 3 });
});

it("a trial misses nothing, because it makes nothing", async () => {
  const { made, posted } = await run(false);
  expect([posted, made.faults]).toEqual([[], []]);
});
