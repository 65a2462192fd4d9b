import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

/** A table of its own, which is read through whole; and every line of the log. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-canary`, LOG_LEVEL: "info" }));

import { env } from "../functions/platform/env.ts";
import { exported } from "./exports/world.ts";
import { type Caller, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { createTable } from "./support/table.ts";

/** Secrets as they were given or shown once, by what they are. */
const canaries = new Map<string, string>();
const canary = (what: string, secret: unknown): string => {
  if (typeof secret !== "string" || secret.length < 8)
    throw new Error(`${what} is no secret: ${JSON.stringify(secret)}`);
  canaries.set(what, secret);
  return secret;
};

const logged: string[] = [];
const spies = [process.stderr, process.stdout].map((stream) =>
  vi.spyOn(stream, "write").mockImplementation((text) => logged.push(String(text)) > 0),
);
afterAll(() => {
  for (const spy of spies) spy.mockRestore();
});

const files: string[] = [];

async function made(api: Caller, method: string, path: string, body?: object) {
  const headers = { "idempotency-key": `canary-${path}-${method}` };
  const reply = await api(method, path, body, { headers });
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function peoplesSecrets(admin: Caller): Promise<void> {
  const username = uniqueName();
  const first = canary("a user's password", "Canary-User-71!");
  const user = await made(admin, "POST", "/users", { username, name: "Canary", password: first });
  const me = await signInAs(username, first);
  const next = canary("a password of one's own", "Canary-Own-72!");
  await made(me, "POST", "/own-password", { password: first, newPassword: next });
  const again = await send("POST", "/api/v1/session", { username, password: next }, { ip: "10.77.1.1" });
  canary("a session", /=([^;]+)/.exec(again.headers.get("set-cookie") ?? "")?.[1]);
  const enrolled = await made(await signInAs(username, next), "POST", "/second-factor", { password: next });
  canary("the second factor", enrolled.secret);
  await send("POST", "/api/v1/session", { username, password: canary("a wrong password", "Canary-Wrong-73!") });
  const { link } = await made(admin, "POST", `/users/${user.id}/invitations`);
  const token = canary("a one-time link", link.split("#")[1]);
  const password = canary("a password by a link", "Canary-Link-74!");
  await send("POST", "/api/v1/password-resets/use", { token, password }, { ip: "10.77.1.2" });
}

async function machinesSecrets(admin: Caller): Promise<void> {
  const password = canary("a customer's password", "Canary-Customer-75!");
  const { account } = await aCustomer(admin, await aTariff(admin), { password });
  await made(admin, "PATCH", `/customers/${account}`, { password: canary("another of the same", "Canary-Other-76!") });
  const sip = { extension: "0101", maxCallSessions: 2, callSessionsPerSecond: 1 };
  const given = { ...sip, login: uniqueName(), secret: canary("a SIP secret that was given", "Canary-Sip-77!") };
  const { id } = await made(admin, "POST", `/customers/${account}/sip-devices`, given);
  const reset = await made(admin, "POST", `/customers/${account}/sip-devices/${id}/secret`, {});
  canary("a SIP secret that was made", reset.secret);
  canary("an API key", (await made(admin, "POST", "/api-keys", { name: "Canary", scopes: ["switch"] })).secret);
  const hook = { url: "https://hooks.example.net/canary", events: ["alert.opened"] };
  canary("a webhook's secret", (await made(admin, "POST", "/webhooks", hook)).secret);
  await made(admin, "PUT", "/card-gateway", {
    secretKey: canary("the key of the card gateway", "sk_test_Canary78Canary78"),
    webhookSecret: canary("its webhook's secret", "whsec_Canary79Canary79"),
  });
  for (const kind of ["customers", "devices"])
    files.push((await exported(admin, { kind, format: "csv", filter: {} })).file?.toString("latin1") ?? "");
}

/** Every item of the table as text; bytes one character for each. */
async function wholeTable(): Promise<string> {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const pieces: string[] = [];
  const bytes = (_name: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
  for (let ExclusiveStartKey: Record<string, never> | undefined; ; ) {
    const page = await client.send(new ScanCommand({ TableName: env.TABLE_NAME, ExclusiveStartKey }));
    pieces.push(JSON.stringify(page.Items, bytes));
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
    if (!ExclusiveStartKey) break;
  }
  client.destroy();
  return pieces.join("\n");
}

/** What a secret looks like where it was only written down another way. */
const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  return [
    ...[secret, bytes.toString("hex"), bytes.toString("hex").toUpperCase(), encodeURIComponent(secret)],
    // Inside a longer text the last characters differ.
    ...(["base64", "base64url"] as const).map((form) => bytes.toString(form).replace(/=+$/, "").slice(0, -1)),
  ];
};

let places: Record<string, string>;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  const admin = await staff();
  await peoplesSecrets(admin);
  await machinesSecrets(admin);
  places = { table: await wholeTable(), log: logged.join("\n"), exports: files.join("\n") };
}, 120_000);

it("the places that are looked through hold what belongs there", () => {
  expect(canaries.size).toBeGreaterThan(13);
  expect(places["table"]).toContain("hooks.example.net/canary");
  expect(places["table"]).toContain("argon2id");
  expect(places["exports"]).toContain("0101");
});

it("no secret lies in the table, in the log or in an export, however it is written down", () => {
  const found = [...canaries].flatMap(([what, secret]) =>
    Object.entries(places).flatMap(([place, text]) =>
      formsOf(secret).some((form) => text.includes(form)) ? [`${what} lies in the ${place}`] : [],
    ),
  );
  expect(found).toEqual([]);
});
