import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer as createManager } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ToldRegistrations } from "../functions/registrations/told-registration.ts";
import { aSource, read } from "./intake/samples.ts";
import { postReceiver } from "./support/post-receiver.ts";

/** What the example configurations make a switch write is what the layouts read. */

const example = (file: string) => readFileSync(join(import.meta.dirname, "../examples/switches", file), "utf8");
const call = { callId: "c1", cld: "442079460018", start: "1791796447.430", end: "1791796512.434" };

it("Asterisk's example mapping is a template, and its rows are read with their decimals", () => {
  const [, template = ""] = /^switchbook\.csv => (.*)$/m.exec(example("asterisk/cdr_custom.conf")) ?? [];
  const source = aSource({ format: "asterisk-custom", template });
  const values = ["C1001", "1", call.cld, "PJSIP/a-1", "PJSIP/b-2", call.start, "1791796451.430", call.end];
  const row = [...values, "65.004", "61.004", "ANSWERED", "1791796447.1", "1791796447.1", "0"];
  expect(read(`${row.map((value) => `"${value}"`).join(",")}\n`, source)).toMatchObject({
    parked: [],
    cdrs: [{ billableMs: 61_004, precision: "ms", accountCode: "C1001", cldReceived: call.cld }],
  });
});

it("Kamailio's example writes the names that are read, and asks for what billing needs", () => {
  const text = example("kamailio/switchbook-cdrs.cfg");
  for (const needed of ["cdr_start_on_confirmed", "cdr_expired_dlg_enable", "cdr_output_syslog"])
    expect(text).toContain(`"${needed}", 1)`);
  const [, extra = ""] = /"acc_json", "cdr_extra", "([^"]*)"/.exec(text) ?? [];
  const extras = Object.fromEntries(extra.split(";").map((pair) => [pair.split("=")[0] ?? "", "x"]));
  const sent = { ...extras, call_id: call.callId, cld_in: call.cld, setup_time: call.start };
  const stamps = { start_time: "1791796451.430", end_time: call.end, duration: "61.004" };
  const { cdrs, parked } = read(JSON.stringify({ ...stamps, ...sent }), aSource({ format: "kamailio-json" }));
  expect(parked).toEqual([]);
  expect(cdrs).toMatchObject([
    { callId: "c1", leg: "x", billableMs: 61_004, accountCode: "x", sourceIp: "x", gateway: "x", cliReceived: "x" },
  ]);
});

it("OpenSIPS' example writes the names that are read", () => {
  const [, extra = ""] = /"extra_fields", "log: ([^"]*)"/.exec(example("opensips/switchbook-cdrs.cfg")) ?? [];
  const named = extra.split(";").map((name) => `${name.trim()}=${name.trim() === "callee" ? call.cld : "x"}`);
  const fixed = `created=1791796447;call_start_time=1791796451;duration=62;ms_duration=61004;setuptime=4;method=INVITE;from_tag=a;to_tag=b;call_id=c1;code=200;reason=OK`;
  const source = aSource({ format: "opensips-log", onlyLinesWith: "ACC: " });
  const { cdrs, parked } = read(`ACC: call ended: ${fixed};${named.join(";")}\n`, source);
  expect(parked).toEqual([]);
  expect(cdrs).toMatchObject([{ billableMs: 61_004, accountCode: "x", sourceIp: "x", gateway: "x", cliReceived: "x" }]);
});

it("OpenSIPS' example of events posts the names that are read, and logs the same call", () => {
  const text = example("opensips/switchbook-events.cfg");
  const routes = text.split(/^event_route/m).slice(1);
  const eventOf = (route = "", values: Record<string, string | number>) => {
    const [, event = ""] = /:= "(.*)";/.exec(route) ?? [];
    const named = [...route.matchAll(/\$json\(event\/params\/(\w+)\) = \$param\((\w+)\);/g)];
    const params = Object.fromEntries(named.map(([, name = "", param = ""]) => [name, values[param] ?? null]));
    return JSON.stringify({ ...JSON.parse(event.replaceAll('\\"', '"')), params });
  };
  const tags = { callid: "c1", from_tag: "a", to_tag: "b", created: 1791796447, setuptime: 4, callee: call.cld };
  const extra = { account: "C1001", caller: "12025550142", src_ip: "198.51.100.11", route: "carrier-a" };
  const ended = {
    ...tags,
    ...extra,
    sip_code: "200",
    sip_reason: "OK",
    time: 1791796451,
    duration: 62,
    ms_duration: 61004,
  };
  const missed = { ...tags, ...extra, method: "INVITE", sip_code: "486", sip_reason: "Busy", time: 1791796450 };
  const source = aSource({ format: "opensips-event" });
  const { cdrs, parked } = read(`${eventOf(routes[0], ended)}\n${eventOf(routes[1], missed)}\n`, source);
  expect(parked).toEqual([]);
  const same = { accountCode: "C1001", sourceIp: "198.51.100.11", gateway: "carrier-a", cliReceived: "12025550142" };
  expect(cdrs).toMatchObject([
    { ...same, leg: "a", billableMs: 61_004, answeredMs: 1791796451000, sipCode: 200 },
    { ...same, leg: "a;b", billableMs: 0, answeredMs: null, sipCode: 486 },
  ]);
  const [logged, evented] = [...text.matchAll(/"extra_fields", "(?:log|evi): ([^"]*)"/g)].map(([, names]) => names);
  expect(evented).toBe(logged);
});

it("Asterisk's program of registrations tells what AMI lists and what it says was removed", async () => {
  const told: ToldRegistrations[] = [];
  const receiver = await postReceiver((body) => {
    told.push(ToldRegistrations.parse(JSON.parse(body)));
    return {};
  });
  const fields = (all: Record<string, string>) =>
    `${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("")}\r\n`;
  const uri = "sip:rig6001@198.51.100.7:5060";
  const listed = { Event: "ContactList", ObjectType: "contact", Endpoint: "rig6001", RegServer: "" };
  const manager = createManager((socket) => {
    socket.write("Asterisk Call Manager/11.0.0\r\n");
    socket.on("data", (data) => {
      if (data.includes("Action: Login"))
        socket.write(fields({ Response: "Success", Message: "Authentication accepted" }));
      if (!data.includes("PJSIPShowContacts")) return;
      socket.write(
        fields({
          ...listed,
          ObjectName: "rig6001;@8a3f",
          Uri: uri,
          ExpirationTime: "1791853181",
          UserAgent: "Desk: 1",
        }) +
          fields({ ...listed, ObjectName: "trunk@@1b", Uri: "sip:198.51.100.9", ExpirationTime: "0", UserAgent: "" }) +
          fields({ Event: "ContactListComplete", EventList: "Complete", ListItems: "2" }) +
          fields({
            Event: "ContactStatus",
            URI: uri,
            ContactStatus: "Removed",
            AOR: "rig6001",
            EndpointName: "rig6001",
          }),
      );
    });
  });
  await new Promise<void>((ready) => manager.listen(0, "127.0.0.1", ready));
  const { port: from } = manager.address() as AddressInfo;
  const env = {
    AMI_PORT: String(from),
    SWITCHBOOK_URL: `http://127.0.0.1:${receiver.port}`,
    PATH: process.env["PATH"],
  };
  const program = spawn(
    process.execPath,
    [join(import.meta.dirname, "../examples/switches/asterisk/registrations.mjs")],
    { env },
  );
  try {
    await expect.poll(() => told.length, { timeout: 30_000 }).toBe(2);
  } finally {
    program.kill();
    receiver.close();
    manager.close();
  }
  const events = told.flatMap(({ registrations }) => registrations).sort((a, b) => (a.event < b.event ? -1 : 1));
  expect(events).toMatchObject([
    { event: "REGISTERED", login: "rig6001", contact: uri, user_agent: "Desk: 1", expires_at: 1791853181 },
    { event: "UNREGISTERED", login: "rig6001", contact: uri },
  ]);
});
