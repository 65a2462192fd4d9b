import { beforeAll, describe, expect, it } from "vitest";
import { mostPasted, readIpDevices, readSipDevices } from "../functions/devices/device-text.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

const limits = { maxCallSessions: 30, callSessionsPerSecond: 5 };

describe("pasted devices", () => {
  it.each([
    { text: "203.0.113.5", device: { ip: "203.0.113.5", dialPrefix: "%", ...limits }, because: "all but the address" },
    {
      text: "203.0.113.7/24;100",
      device: { ip: "203.0.113.0/24", dialPrefix: "100%" },
      because: "semicolons, a network",
    },
    {
      text: "2001:DB8::5\t\t2\t1\tMain trunk, left",
      device: { ip: "2001:db8::5", maxCallSessions: 2, callSessionsPerSecond: 1, description: "Main trunk, left" },
      because: "a spreadsheet's tabs; the rest of the line is the description",
    },
  ])("by address: $text ($because)", ({ text, device }) => {
    const { devices, faults } = readIpDevices(`\n${text}\r\n`, limits);
    expect(faults).toEqual([]);
    expect(devices).toMatchObject([{ line: 2, text, device }]);
  });

  it("by login have extension and limits; a secret is none of the text", () => {
    const { devices } = readSipDevices("lobby1, 201\nlobby2,202,2,1", limits);
    expect(devices.map(({ device }) => device)).toMatchObject([
      { login: "lobby1", extension: "201", ...limits },
      { login: "lobby2", extension: "202", maxCallSessions: 2, callSessionsPerSecond: 1 },
    ]);
    expect(readSipDevices("lobby1,201,2,1,Xk3!dpqwZt", limits).faults).toHaveLength(1);
  });

  it("are refused with every line that is wrong, and each thing that is wrong with it", () => {
    const { faults } = readIpDevices("10.0.0.0/8\n203.0.113.5,,many,0\n203.0.113.6\n203.0.113.6,%", limits);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Line 1: IP address: Must be an IP address/),
      expect.stringMatching(/^Line 2: Max call sessions: /),
      expect.stringMatching(/^Line 2: Call sessions per second: /),
      "Line 4: Line 3 says the same.",
    ]);
    const many = Array.from({ length: mostPasted + 1 }, (_, n) => `10.1.${n >> 8}.${n & 255}`).join("\n");
    expect(readIpDevices(many, limits).faults).toEqual([
      { path: "text", message: `At most ${mostPasted} lines at once.` },
    ]);
  });
});

describe("what was read of a pasted text", () => {
  let admin: Caller;
  beforeAll(async () => {
    admin = await staff();
  });

  it("is what the API adds, device by device", async () => {
    const { account } = await aCustomer(admin, await aTariff(admin));
    const login = uniqueName();
    const [ip] = readIpDevices(`${uniqueIp()}, 100, 3, 1, Trunk`, limits).devices;
    const [sip] = readSipDevices(`${login}, 201`, limits).devices;
    expect((await admin("POST", `/customers/${account}/ip-devices`, ip?.device)).status).toBe(201);
    expect((await admin("POST", `/customers/${account}/sip-devices`, sip?.device)).status).toBe(201);
    const { items } = (await admin("GET", `/customers/${account}/ip-devices`)).body;
    expect(items).toMatchObject([{ dialPrefix: "100%", description: "Trunk", maxCallSessions: 3 }]);
  });
});
