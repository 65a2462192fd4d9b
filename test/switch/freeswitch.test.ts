import { beforeAll, describe, expect, it } from "vitest";
import { makeApiKey } from "../../functions/auth/api-key.flow.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import { now } from "../../functions/platform/clock.ts";
import { uniqueName } from "../support/api.ts";
import { elementsOf, type Found } from "../support/xml-elements.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

const office = { id: "usr_TEST", kind: "admin" as const, permissions: ["switch" as const] };
const env = { event: { requestContext: { http: { sourceIp: "198.51.100.7" } } } };

let board: Switchboard;
let basic: string;
beforeAll(async () => {
  board = await aSwitchboard();
  const { id, secret } = await makeApiKey(
    { name: "fs", scopes: ["switch"], allowedIps: ["198.51.100.7"] },
    office,
    now(),
  );
  basic = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
});

/** What mod_xml_curl would read, as the parser sees it. */
async function look(form: Record<string, string>, query = "?switch=fs1") {
  const reply = await app.request(
    `/switch/v1/freeswitch${query}`,
    {
      method: "POST",
      headers: { authorization: basic, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    },
    env,
  );
  const text = await reply.text();
  expect(reply.status, text).toBe(200);
  return { text, elements: elementsOf(text) };
}
type Document = Awaited<ReturnType<typeof look>>;

const allOf = ({ elements }: Document, name: string): Found["attributes"][] =>
  elements.filter((one) => one.name === name).map(({ attributes }) => attributes);
const oneOf = (document: Document, name: string): Found["attributes"] => allOf(document, name)[0] ?? {};

const isMissing = (document: Document): boolean =>
  oneOf(document, "section")["name"] === "result" && oneOf(document, "result")["status"] === "not found";

/** What the dialplan does, line by line. */
const said = (document: Document): string[] =>
  allOf(document, "action").map(({ application, data }) => `${application} ${data}`);

const directory = (user: string, more: object = {}) =>
  look({
    section: "directory",
    tag_name: "domain",
    key_name: "name",
    key_value: "sip.example.net",
    user,
    domain: "sip.example.net",
    ...more,
  });
const dialplan = (fields: Record<string, string>) =>
  look({
    section: "dialplan",
    "Hunt-Context": "public",
    "Unique-ID": crypto.randomUUID(),
    "Hunt-Caller-ID-Number": "442079460100",
    "Hunt-Destination-Number": "442079460018",
    ...fields,
  });

async function aSipUser(account: string, fields: object = {}) {
  const login = uniqueName();
  const body = {
    login,
    extension: "2001",
    maxCallSessions: 9,
    callSessionsPerSecond: 9,
    secret: "Quiet-Harbour-7",
    ...fields,
  };
  const reply = await board.admin("POST", `/customers/${account}/sip-devices`, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return login;
}

describe("FreeSWITCH's directory", () => {
  it("is told a user with its hash, account, mailbox, e-mail and address lock, always with params", async () => {
    const { account } = await board.caller();
    const login = await aSipUser(account, { voicemail: true, voicemailEmail: "box@example.net", ip: "203.0.113.9" });
    const found = await directory(login, { action: "sip_auth", sip_auth_username: login });
    expect(oneOf(found, "domain")).toEqual({ name: "sip.example.net" });
    expect(oneOf(found, "user")).toEqual({ id: login, mailbox: login });
    const named = (of: string) => Object.fromEntries(allOf(found, of).map(({ name, value }) => [name, value]));
    expect(named("param")).toMatchObject({
      "a1-hash": expect.stringMatching(/^[0-9a-f]{32}$/),
      "vm-enabled": "true",
      "vm-mailto": "box@example.net",
      "auth-acl": "203.0.113.9/32",
    });
    expect(named("variable")).toMatchObject({ accountcode: account });
    expect(found.text).not.toContain("Quiet-Harbour-7");
  });

  it("is told of a user without voice mail that it has none, and still params", async () => {
    const { account } = await board.caller();
    const found = await directory(await aSipUser(account));
    expect(allOf(found, "param").map(({ name }) => name)).toEqual(["a1-hash", "dial-string", "vm-enabled"]);
  });

  it("is told of nobody else: unknown users, passwords in the clear, gateways, and hostile names", async () => {
    const { account } = await board.caller();
    const login = await aSipUser(account);
    expect(isMissing(await directory(login, { action: "reverse-auth-lookup" }))).toBe(true);
    expect(isMissing(await look({ section: "directory", purpose: "gateways", profile: "external" }))).toBe(true);
    for (const name of ["nobody", "", "a b", '"><user id="x">', "\u0000", "☎".repeat(300)])
      expect(isMissing(await directory(name))).toBe(true);
    expect(isMissing(await look({ section: "configuration", key_value: "sofia.conf" }))).toBe(true);
    expect(oneOf(await directory(login, { domain: '"/><evil a="' }), "domain")["name"]).toMatch(/^[a-z0-9.-]+$/);
  });
});

describe("FreeSWITCH's dialplan", () => {
  it("is told numbers, gateway, codecs, the longest time and the authorization that comes back in the CDR", async () => {
    const { account, ip } = await board.caller(
      { codecChecking: true, codecs: ["G729", "PCMA"], maxCallMinutes: 60 },
      { pay: "1" },
    );
    const sdp = "v=0\r\nm=audio 4000 RTP/AVP 8 18 101\r\na=rtpmap:101 telephone-event/8000\r\n";
    const found = await dialplan({ "Hunt-Network-Addr": ip, variable_switch_r_sdp: sdp });
    const { name = "" } = oneOf(found, "extension");
    expect(oneOf(found, "context")).toEqual({ name: "public" });
    expect(name).toMatch(new RegExp(`^az-${account}-[0-9a-f]{20}$`));
    expect(said(found)).toEqual([
      `set accountcode=${account}`,
      `set authz_id=${name}`,
      "set effective_caller_id_number=442079460100",
      "set effective_caller_id_name=442079460100",
      "set hangup_after_bridge=true",
      "set execute_on_answer=sched_hangup +1000 allotted_timeout",
      "export nolocal:absolute_codec_string=G729,PCMA",
      "set bypass_media=true",
      "set continue_on_fail=false",
      `bridge [leg_progress_timeout=20]sofia/external/442079460018@${board.host}`,
    ]);
    expect(await board.money(account)).toMatchObject({ reserved: "1", sessions: 1 });
    await board.deliver(account, { authorizationId: name, billableMs: 60_000 });
    expect(await board.money(account)).toMatchObject({ balance: "0.94", reserved: "0", sessions: 0 });
  });

  it("goes on to the next gateway for that gateway's own causes, never for busy or a refusal", async () => {
    const { account, ip } = await board.caller({}, { pay: "1" });
    const route = await board.twoGateways({ failoverSipCodes: [480, 503], failoverCauses: [3] });
    await board.admin("POST", `/customers/${account}/dialing-routes`, { routeId: route.id, pattern: "4420%" });
    const actions = said(await dialplan({ "Hunt-Network-Addr": ip }));
    expect(actions.slice(-4)).toEqual([
      "set continue_on_fail=3,18,41",
      expect.stringContaining(`@${route.hosts[0]}`),
      "set continue_on_fail=false",
      expect.stringContaining(`@${route.hosts[1]}`),
    ]);
  });

  it("answers a refusal with its SIP code and reason", async () => {
    const { ip } = await board.caller();
    expect(said(await dialplan({ "Hunt-Network-Addr": ip }))).toEqual(["respond 402 NO_BALANCE"]);
    expect(said(await dialplan({ "Hunt-Network-Addr": "192.0.2.250" }))).toEqual(["respond 403 UNKNOWN_CALLER"]);
  });

  it("knows a SIP user by its checked digest only", async () => {
    const { account } = await board.caller({}, { pay: "1" });
    const login = await aSipUser(account);
    const claimed = { variable_sip_auth_username: login, "Hunt-Network-Addr": "192.0.2.250" };
    expect(said(await dialplan(claimed))).toEqual(["respond 403 UNKNOWN_CALLER"]);
    const checked = await dialplan({ ...claimed, variable_sip_authorized: "true" });
    expect(said(checked)).toContain(`set accountcode=${account}`);
  });

  it("rings an extension of the account, then its mailbox; whoever dials their own hears it", async () => {
    const { account } = await board.caller();
    const [boxed, plain] = [
      await aSipUser(account, { voicemail: true, voicemailEmail: "box@example.net" }),
      await aSipUser(account, { extension: "2002" }),
    ];
    const call = (from: string, to: string) =>
      dialplan({ variable_sip_authorized: "true", variable_sip_auth_username: from, "Hunt-Destination-Number": to });
    const heard = said(await call(plain, "2001")).slice(-4);
    expect(heard).toEqual([
      "set continue_on_fail=true",
      expect.stringMatching(`^bridge \\[leg_timeout=60\\]user/${boxed}@`),
      "answer ",
      expect.stringMatching(`^voicemail default \\S+ ${boxed}$`),
    ]);
    expect(said(await call(boxed, "2002")).slice(-2)).toEqual([
      "set continue_on_fail=false",
      expect.stringContaining(`user/${plain}@`),
    ]);
    expect(said(await call(boxed, "2001")).at(-1)).toMatch(/^voicemail check default /);
  });

  it("lets a call for help through in any state", async () => {
    const { ip } = await board.caller({ country: "GB", status: "BLOCKED" });
    const actions = said(await dialplan({ "Hunt-Network-Addr": ip, "Hunt-Destination-Number": "999" }));
    expect(actions.some((one) => one.startsWith("respond"))).toBe(false);
    expect(actions.some((one) => one.includes("sched_hangup"))).toBe(false);
  });

  const hostile = [
    '"/><action application="system" data="rm -rf /"/>',
    "</condition></extension>",
    "${system(id)}",
    "442079460018,sofia/external/evil@192.0.2.1",
    "442079460018\r\nX-Evil: 1",
    "&xxe;<!DOCTYPE a>",
    "\u0000\u0007\ufffe",
    "x".repeat(300),
  ];
  it.each(hostile)("takes %j in any field and answers a document without it", async (value) => {
    const { ip } = await board.caller({ callSessionsPerSecond: 100 }, { pay: "1000" });
    const fields = [
      "Hunt-Destination-Number",
      "Hunt-Caller-ID-Number",
      "Unique-ID",
      "Hunt-Context",
      "Hunt-Network-Addr",
    ];
    for (const field of [...fields, "variable_switch_r_sdp", "hostname", "variable_sip_auth_username"]) {
      const { text } = await look(
        {
          ...{
            section: "dialplan",
            "Hunt-Context": "public",
            "Hunt-Network-Addr": ip,
            "Unique-ID": crypto.randomUUID(),
          },
          ...{
            "Hunt-Destination-Number": "442079460018",
            "Hunt-Caller-ID-Number": "44",
            variable_sip_authorized: "true",
          },
          ...(field.startsWith("variable_sip") ? {} : { variable_sip_authorized: "false" }),
          [field]: value,
        },
        "",
      );
      for (const part of ["rm -rf", "system", "evil", "X-Evil", "xxe", "\u0000", "xxxxxxxx"])
        expect(text).not.toContain(part);
      expect(text.match(/<\/extension>/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });
});
