import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CdrSource } from "../functions/intake/source.ts";
import { ToldRegistrations } from "../functions/registrations/told-registration.ts";
import { aSource, type Read, read } from "./intake/samples.ts";
import { aFolder, aFreeUdpPort, hasKamailio, kamailioConfig, whileKamailio } from "./support/kamailio.ts";
import { postReceiver } from "./support/post-receiver.ts";
import { callThrough, type SipCall } from "./support/sip-call.ts";
import { ha1Of, register } from "./support/sip-register.ts";

/** The example configurations in the programs that they are for, where those are installed. What is not is said and not tried. */

const examples = join(import.meta.dirname, "../examples/switches");
const isInstalled = (program: string): boolean => {
  const found = spawnSync(program, ["-v"], { stdio: "ignore" }).error === undefined;
  if (!found) process.stdout.write(`not tried: ${program} is not installed\n`);
  return found;
};
const kamailio = isInstalled("kamailio") && hasKamailio();
const freeradius = [isInstalled("freeradius"), isInstalled("radclient")].every(Boolean);

/** What the operator's own file does with an INVITE. */
const invite = 'route(SWITCHBOOK_CALL); $dlg_var(account) = "C1001";';

/** Runs Kamailio with an example while the work is done. */
async function withKamailio(file: string, change: (example: string) => string, work: (port: number) => Promise<void>) {
  const port = await aFreeUdpPort();
  await whileKamailio({ port, files: { [file]: change }, invite }, () => work(port));
}

const calls: SipCall[] = [
  { callId: "answered", number: "442079460018", talkMs: 1200, code: 200 },
  { callId: "busy", number: "442079460019", talkMs: 0, code: 486 },
];

const placeCalls = async (port: number): Promise<void> => {
  for (const call of calls) await callThrough(port, call);
};

/** What both examples make of the calls. */
function expectCalls({ cdrs, parked }: Read, source: CdrSource): void {
  expect(parked).toEqual([]);
  const told = { accountCode: "C1001", cliReceived: "12025550142", leg: "caller", switch: source.switch };
  expect(cdrs).toMatchObject([
    { ...told, callId: "answered", cldReceived: "442079460018", answeredMs: expect.any(Number) },
    { ...told, callId: "busy", cldReceived: "442079460019", answeredMs: null, billableMs: 0 },
  ]);
  const [answered] = cdrs;
  expect(answered?.billableMs).toBeGreaterThanOrEqual(1100);
  expect(answered?.billableMs).toBeLessThan(10_000);
}

describe.runIf(kamailio)("Kamailio", () => {
  it.each(["switchbook-cdrs.cfg", "switchbook-flatstore.cfg"])("takes %s behind the modules that it names", (file) => {
    const main = kamailioConfig({ port: 5099, files: { [file]: (example) => example }, invite });
    const { status, stderr } = spawnSync("kamailio", ["-c", "-f", main], { encoding: "utf8" });
    expect([status, stderr.includes("config file ok")], stderr).toEqual([0, true]);
  });

  it("tells of a phone that registers, takes itself off and runs out, as the example of registrations says, and of nobody with a wrong secret", async () => {
    const [login, secret, realm] = ["rig6001", "Quiet-Harbour-7", "switchbook.local"];
    const told: ToldRegistrations[] = [];
    const receiver = await postReceiver((body, { url }) => {
      if (url === "/registrations") told.push(ToldRegistrations.parse(JSON.parse(body)));
      return { ha1: ha1Of({ login, realm, secret }) };
    });
    const port = await aFreeUdpPort();
    const files = {
      "switchbook-cdrs.cfg": (example: string) => example,
      "switchbook-authorize.cfg": (example: string) =>
        example.replace("https://billing.example.net/switch/v1", `http://127.0.0.1:${receiver.port}`),
      "switchbook-registrations.cfg": (example: string) =>
        example.replace('"timer_interval", 30', '"timer_interval", 1').replace('"min_expires", 60', '"min_expires", 1'),
    };
    const phone = { proxy: port, login, realm };
    await whileKamailio({ port, files, invite, register: "route(SWITCHBOOK_REGISTER);" }, async () => {
      const eventsOf = () => told.flatMap(({ registrations }) => registrations.map(({ event }) => event));
      expect(await register({ ...phone, secret: "Wrong-Harbour-7", expires: 600 })).toBe(401);
      expect(await register({ ...phone, secret, expires: 600 })).toBe(200);
      await expect.poll(() => eventsOf(), { timeout: 30_000 }).toEqual(["REGISTERED"]);
      expect(await register({ ...phone, secret, expires: 0 })).toBe(200);
      await expect.poll(() => eventsOf(), { timeout: 30_000 }).toEqual(["REGISTERED", "UNREGISTERED"]);
      expect(await register({ ...phone, secret, expires: 2 })).toBe(200);
      await expect.poll(() => eventsOf().slice(2), { timeout: 60_000 }).toEqual(["REGISTERED", "EXPIRED"]);
    });
    receiver.close();
    for (const { switch_id, registrations } of told) {
      expect([switch_id, registrations[0]?.login]).toEqual(["kam1", login]);
      expect(registrations[0]?.contact).toMatch(/^sip:rig6001@127\.0\.0\.1:\d+$/);
    }
    const [first] = told[0]?.registrations ?? [];
    expect(first?.user_agent).toBe('Desk "1"');
    expect(Number(first?.expires_at) - Number(first?.at)).toBe(600);
  });

  it("posts each call as the example of acc_json says, and the posts are read", async () => {
    const posted: string[] = [];
    const keys = new Set<string | undefined>();
    const receiver = await postReceiver((body, { headers }) => {
      posted.push(body);
      keys.add(headers.authorization);
      return {};
    });
    const defined = (example: string) =>
      `#!define SWITCHBOOK_CDRS "http://127.0.0.1:${receiver.port}/switch/v1/cdrs?source=src_x"\n${example}`;
    await withKamailio("switchbook-cdrs.cfg", defined, async (port) => {
      await placeCalls(port);
      await expect.poll(() => posted.length, { timeout: 30_000 }).toBe(calls.length);
    });
    receiver.close();
    expect([...keys]).toEqual(["Bearer sbk_CHANGE_ME"]);
    const source = aSource({ format: "kamailio-json" });
    expectCalls(read(posted.sort().join("\n"), source, Date.now()), source);
  });

  it("writes flat files as the example of db_flatstore says, and its template reads them", async () => {
    const folder = aFolder();
    const written = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join("");
    const here = (example: string) => example.replaceAll("/var/log/kamailio/cdrs", folder);
    await withKamailio("switchbook-flatstore.cfg", here, async (port) => {
      await placeCalls(port);
      await expect.poll(() => written().trim().split("\n").length, { timeout: 30_000 }).toBe(calls.length);
    });
    const example = readFileSync(join(examples, "kamailio/switchbook-flatstore.cfg"), "utf8");
    const [, template = ""] = /^# {3}(start_time\|.*)$/m.exec(example) ?? [];
    const source = aSource({ format: "kamailio-flatstore", template });
    expectCalls(read(written(), source, Date.now()), source);
    expectCalls(read(written(), source, Date.now()), source);
    expect(readdirSync(folder).every((name) => /^cdrs_\d+\.log$/.test(name))).toBe(true);
  });
});

const request = `Acct-Status-Type = Stop
User-Name = "C1001"
Calling-Station-Id = "12025550142"
Called-Station-Id = "442079460018"
Acct-Session-Id = "3f2ab0af-0001@198.51.100.11"
call-id = "call-id=3f2ab0af-0001@198.51.100.11"
h323-call-origin = "h323-call-origin=answer"
h323-remote-address = "h323-remote-address=198.51.100.11"
h323-setup-time = "h323-setup-time=09:14:07.000 GMT Mon Oct 12 2026"
h323-connect-time = "h323-connect-time=09:14:11.000 GMT Mon Oct 12 2026"
h323-disconnect-time = "h323-disconnect-time=09:15:12.000 GMT Mon Oct 12 2026"
h323-disconnect-cause = "h323-disconnect-cause=10"
Acct-Session-Time = 61
`;

/** A FreeRADIUS that only accounts, by the example's module. Its folder, its port, and how it ends. */
async function aRadius() {
  const folder = aFolder();
  const port = await aFreeUdpPort();
  copyFileSync(join(examples, "freeradius/switchbook-detail"), join(folder, "switchbook-detail"));
  mkdirSync(join(folder, "radacct"));
  writeFileSync(join(folder, "dictionary"), "");
  writeFileSync(
    join(folder, "radiusd.conf"),
    `raddbdir = ${folder}
logdir = ${folder}
run_dir = ${folder}
radacctdir = ${folder}/radacct
pidfile = ${folder}/radiusd.pid
security {
  allow_core_dumps = no
}
client here {
  ipaddr = 127.0.0.1
  secret = a-secret-of-the-test
}
modules {
  $INCLUDE ${folder}/switchbook-detail
}
server default {
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${port}
  }
  accounting {
    switchbook
  }
}
`,
  );
  const server = spawn("freeradius", ["-f", "-l", "stdout", "-d", folder, "-n", "radiusd"], { stdio: "pipe" });
  let said = "";
  server.stdout.on("data", (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 30_000 }).toContain("Ready to process requests");
  return { folder, port, end: () => server.kill("SIGKILL") };
}

describe.runIf(freeradius)("FreeRADIUS", () => {
  it("writes with the example's module a detail file that is read, and answers once it has", async () => {
    const { folder, port, end } = await aRadius();
    try {
      const asked = ["-r", "3", `127.0.0.1:${port}`, "acct", "a-secret-of-the-test"];
      const unanswered = `${request.replaceAll("0001@", "0002@").replace("Time = 61", "Time = 0").replace("cause=10", "cause=11")}`;
      for (const input of [request, unanswered]) {
        const client = spawnSync("radclient", asked, { input, encoding: "utf8" });
        expect(client.status, client.stderr + client.stdout).toBe(0);
      }
    } finally {
      end();
    }
    const detail = join(folder, "radacct/switchbook");
    const files = readdirSync(detail);
    expect(files.every((name) => /^detail-\d{10}$/.test(name))).toBe(true);
    const text = files.map((name) => readFileSync(join(detail, name), "utf8")).join("");
    const { cdrs, parked } = read(text, aSource({ format: "radius-detail" }));
    expect(parked).toEqual([]);
    const setupMs = Date.UTC(2026, 9, 12, 9, 14, 7);
    const call = { accountCode: "C1001", cldReceived: "442079460018", setupMs, sourceIp: "198.51.100.11", leg: "a" };
    expect(cdrs).toMatchObject([
      { ...call, callId: "3f2ab0af-0001@198.51.100.11", billableMs: 61_000, answeredMs: setupMs + 4000, q850: 16 },
      { ...call, callId: "3f2ab0af-0002@198.51.100.11", billableMs: 0, answeredMs: null, q850: 17 },
    ]);
  });
});
