import { type ListPage, type OperatorApi, signInAt, until } from "../../bin/demo/operator-api.ts";
import { type ApiDocument, apiDocument } from "../../bin/openapi-document.ts";
import { staffPermissions } from "../../functions/auth/access.ts";
import { app } from "../../functions/handlers/admin-api.ts";
import { app as switchApp } from "../../functions/handlers/switch-api.ts";
import { type Answer, type Ask, type PutEverywhere, putEverywhere } from "../hostile/put-everywhere.ts";
import { goodPassword } from "../support/api.ts";
import { customerBody } from "../support/customers.ts";
import { resellerBody } from "../support/resellers.ts";
import { hostileScenes, type Scene } from "./hostile-scenes.ts";
import { hostileTexts } from "./hostile-text.ts";

/** Records of every kind, with texts in every field that keeps them, put there over HTTP as anybody would. */

/** What makes a line go on for ever, turn round or seem empty: turned letters, letters without width, a word without end. */
const odd = `\u202egpj.exe\u2066\u200b\u2060\u00ad${"W".repeat(70)}`;

/** From the longest to the shortest, as fields take less and less; the first characters are a formula of every third. */
export const textsOf = (n: number): readonly string[] => {
  const text = hostileTexts[n % hostileTexts.length] ?? "";
  const start = n % 3 === 0 ? "=1+" : "";
  return [`${start}${text}${odd}`, `${start}${text}`, `<b data-evil>${n}`, `<i>${n}`];
};

/** Operations that change or end the session which asks. */
const ofOneself = /\/(session|own-|second-factor|password-resets|preferences)/;

/**
 * Operations that ask who somebody is. What is sent there is kept nowhere, so no page shows it; and twenty wrong proofs in a
 * minute shut an address out, which here is that of whoever looks at the pages.
 */
const proofs = /\/(session|own-password|own-email(\/confirm)?|second-factor(\/[a-z-]+)?|password-resets(\/[a-z]+)?)$/;

const withoutProofs = ({ paths, ...rest }: ApiDocument): ApiDocument => ({
  ...rest,
  paths: Object.fromEntries(Object.entries(paths).filter(([path]) => !proofs.test(path))),
});

export interface HostileRecords {
  told: PutEverywhere;
  /** Sign in with `goodPassword`. */
  customer: { account: string; username: string };
  reseller: { account: string; username: string };
  scenes: Scene[];
}

async function cookieOf(origin: string, user: { username: string; password: string }): Promise<string> {
  const headers = { origin, "content-type": "application/json", "user-agent": hostileTexts[10] ?? "" };
  const reply = await fetch(`${origin}/api/v1/session`, { method: "POST", headers, body: JSON.stringify(user) });
  if (!reply.ok) throw new Error(`no sign-in: ${await reply.text()}`);
  return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

async function answerOf(reply: Response): Promise<Answer> {
  const type = reply.headers.get("content-type") ?? "";
  const text = await reply.text();
  return { status: reply.status, type, body: type.includes("json") && text ? JSON.parse(text) : {} };
}

/** Asks in the name of the administrator, of another person what is about oneself, and of a switch what switches ask. */
async function askerAt(origin: string, api: OperatorApi, password: string): Promise<Ask> {
  const username = `hostileself${Date.now() % 1e6}`;
  const person = { username, name: "Una", password: goodPassword, permissions: staffPermissions };
  await api.post("/users", person);
  const admin = await cookieOf(origin, { username: "admin", password });
  const oneself = await cookieOf(origin, { username, password: goodPassword });
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name: "Switch", scopes: ["switch"] });
  return async (method, path, body) => {
    const isSwitch = path.startsWith("/switch/");
    const who = isSwitch
      ? { authorization: `Bearer ${secret}` }
      : { origin, cookie: ofOneself.test(path) ? oneself : admin };
    const headers = { ...who, "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    return answerOf(
      await fetch(origin + encodeURI(path), { method, headers: headers as never, body: JSON.stringify(body) }),
    );
  };
}

const columns = {
  ...{ callId: 1, leg: 2, account: 3, cli: 4, cld: 5, setup: 6, answer: 7, end: 8, duration: 9 },
  ...{ cause: 10, gateway: 11, codec: 12, sipUser: 13 },
};
const csv = { separator: "\t", quoting: "none", header: false, timeFormat: "epoch" };

/** Calls whose switch and whose callers chose every text: some are charged, some are parked, and the rest is no call at all. */
async function sendCalls(origin: string, api: OperatorApi, account: string, switchKey: string): Promise<void> {
  const made = { name: hostileTexts[11], switch: "evil", format: "generic-csv", customerBy: "account", columns, csv };
  const { id } = await api.post<{ id: string }>("/cdr-sources", made);
  const { tariffId } = await api.get<{ tariffId: string }>(`/customers/${account}`);
  const price = { prefix: "1002", destination: hostileTexts[28], pricePerMinute: "0.01" };
  await api.post(`/tariffs/${tariffId}/rates`, price);
  const setup = Math.floor(Date.now() / 1000) - 900;
  const line = (text: string, n: number): string => {
    const [cli, cld] = [n % 4 === 1 ? "442079460001" : text, n % 2 ? "10025550142" : text];
    const whose = n % 2 ? account : text;
    const times = [setup + n, setup + n + 2, setup + n + 62, 60];
    return [`${n} ${text}`, text, whose, cli, cld, ...times, text, text, text, text].join("\t");
  };
  const body = [...hostileTexts.map(line), ...hostileTexts].join("\n");
  const headers = { authorization: `Bearer ${switchKey}` };
  const sent = await fetch(`${origin}/switch/v1/cdrs?source=${id}`, { method: "POST", body, headers });
  if (sent.status !== 202) throw new Error(`no calls: ${sent.status} ${await sent.text()}`);
  await until(
    () => api.get<ListPage<object>>(`/customers/${account}/calls?limit=50`),
    ({ items }) => items.length > 10,
  );
}

/** What is first of each, as somebody can sign in to it, with as much as a form takes in each of its texts. */
async function someoneOf(
  api: OperatorApi,
  path: string,
  account: string,
): Promise<{ account: string; username: string }> {
  const { username, version } = await api.get<{ username: string; version: number }>(`${path}/${account}`);
  await api.patch(`${path}/${account}`, { password: goodPassword }, version);
  return { account, username };
}

/** Names of people and companies hold letters and signs of names alone: what is left is a word without end. */
const longNames = { company: "W".repeat(100), name: "M".repeat(100) };

/** A reseller's own customer, tariff and brand, in its own name. */
async function fillReseller(origin: string, username: string): Promise<void> {
  const own = await signInAt(origin, { username, password: goodPassword });
  const { id } = await own.post<{ id: string }>("/tariffs", { name: hostileTexts[25], currency: "EUR" });
  await own.post("/customers", { ...customerBody(id), ...longNames, address: hostileTexts[26] });
}

interface Stack {
  origin: string;
  password: string;
  /** Its data. */
  folder: string;
}

export async function hostileRecords({ origin, password, folder }: Stack): Promise<HostileRecords> {
  const api = await signInAt(origin, { username: "admin", password });
  const ask = await askerAt(origin, api, password);
  const document = withoutProofs(await apiDocument([app, switchApp]));
  const told = await putEverywhere({ document, ask, first: textsOf, also: [] });
  const customer = await someoneOf(api, "/customers", String(told.made.get("customers")?.["account"]));
  const { tariffId } = await api.get<{ tariffId: string }>(`/customers/${customer.account}`);
  const made = { ...resellerBody(tariffId), ...longNames };
  const { account } = await api.post<{ account: string }>("/resellers", made);
  await fillReseller(origin, made.username);
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name: "Calls", scopes: ["switch"] });
  await sendCalls(origin, api, customer.account, secret);
  // Those who cannot sign in choose their name and what their browser calls itself.
  for (const text of hostileTexts.slice(9, 13))
    await fetch(`${origin}/api/v1/session`, {
      ...{ method: "POST", body: JSON.stringify({ username: text, password: "Wr0ng-password!" }) },
      headers: { origin, "content-type": "application/json", "user-agent": text },
    });
  const scenes = await hostileScenes({ origin, api, account: customer.account, switchKey: secret, folder });
  return { told, customer, reseller: { account, username: made.username }, scenes };
}
