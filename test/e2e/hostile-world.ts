import { readFileSync } from "node:fs";
import type { ApiDocument } from "../../bin/openapi-document.ts";
import { type Operation, operationsOf, resolverOf } from "../api-fuzz/requests.ts";
import { goodPassword, uniqueName } from "../support/api.ts";
import { customerBody } from "../support/customers.ts";
import { resellerBody } from "../support/resellers.ts";
import { hostileTexts } from "./hostile-text.ts";

/** Every field of the API's document that takes any text is given a hostile one. What is kept of it must be shown as text. */

const document = JSON.parse(readFileSync("docs/api/openapi.json", "utf8")) as ApiDocument;
const resolve = resolverOf(document);

interface Property {
  type?: string;
  properties?: Record<string, Property>;
  anyOf?: Property[];
}

const takesAnyText = (schema: Property): boolean => {
  const found = resolve(schema as never) as Property;
  if (found.anyOf) return found.anyOf.some(takesAnyText);
  return found.type === "string" && !["enum", "format", "const"].some((word) => word in found);
};

const textFields = ({ body }: Operation): string[] => {
  const { properties = {} } = body ? (resolve(body) as Property) : {};
  return Object.keys(properties).filter((name) => takesAnyText(properties[name] ?? {}));
};

type Json = Record<string, unknown>;
type Ask = (method: string, path: string, body?: Json) => Promise<{ status: number; body: Json }>;

async function staffAt(origin: string, password: string): Promise<Ask> {
  const json = { "content-type": "application/json", origin };
  const body = JSON.stringify({ username: "admin", password });
  const signedIn = await fetch(`${origin}/api/v1/session`, { method: "POST", headers: json, body });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return async (method, path, sent) => {
    const headers = { ...json, cookie, "idempotency-key": uniqueName() };
    const reply = await fetch(`${origin}${path}`, {
      ...{ method, headers },
      ...(sent ? { body: JSON.stringify(sent) } : {}),
    });
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
  };
}

let count = 0;
const next = (): number => ++count;
const sessions = { maxCallSessions: 1, callSessionsPerSecond: 1 };

/** What is enough to make one more of each; the other paths of the document make nothing that is shown later. */
const enough: Record<string, (tariff: string) => Json> = {
  "/api/v1/tariffs": () => ({ name: `Tariff ${next()}`, currency: "EUR" }),
  "/api/v1/tariffs/{id}/cards": () => ({ name: `Card ${next()}` }),
  "/api/v1/tariffs/{id}/rates": () => ({ prefix: String(1000 + next()), destination: "Here", pricePerMinute: "0.01" }),
  "/api/v1/customers": (tariff) => customerBody(tariff),
  "/api/v1/customers/{account}/ip-devices": () => ({ ip: `192.0.2.${next() % 250}`, ...sessions }),
  "/api/v1/customers/{account}/sip-devices": () => ({
    login: uniqueName(),
    extension: String(100 + next()),
    ...sessions,
  }),
  "/api/v1/customers/{account}/payments": () => ({ kind: "PAYMENT", amount: "1" }),
  "/api/v1/resellers": (tariff) => resellerBody(tariff),
  "/api/v1/vendors": () => ({ name: `Vendor ${next()}`, currency: "EUR" }),
  "/api/v1/vendors/{id}/gateways": () => ({ name: `gw${next()}`, host: `198.51.100.${next() % 250}` }),
  "/api/v1/vendors/{id}/payments": () => ({ kind: "PAYMENT", amount: "1" }),
  "/api/v1/routes": () => ({ name: `Route ${next()}` }),
  "/api/v1/dids": () => ({ numbers: [`4420794${10_000 + next()}`] }),
  "/api/v1/cdr-sources": () => ({ name: `Source ${next()}`, switch: `sw${next()}`, format: "kamailio-json" }),
  "/api/v1/users": () => ({ username: uniqueName(), name: "Una", password: goodPassword, permissions: [] }),
  "/api/v1/api-keys": () => ({ name: `Key ${next()}`, scopes: ["calls:read"] }),
  "/api/v1/webhooks": () => ({ url: "https://hooks.example.com/x", events: ["*"] }),
  "/api/v1/saved-views": () => ({ page: "customers", name: `View ${next()}`, query: "status=ACTIVE" }),
  "/api/v1/exchange-rates": () => ({ currency: "USD", rate: "1.1", effectiveFrom: new Date().toISOString() }),
  "/api/v1/customer-imports": () => ({ kind: "customers", fileName: "customers.csv" }),
};

export interface HostileWorld {
  /** Fields that kept a text, each with the text. */
  kept: { field: string; text: string }[];
  /** Answers that no text should get. */
  faults: string[];
  account: string;
  reseller: string;
  /** Addresses of what was made besides the lists. */
  paths: string[];
}

const short = "<img src=x data-evil onerror=ran(99)>";

/** Tries the texts in turn; where one is too long for the field, a short one. */
async function tryField(world: HostileWorld, field: string, send: (text: string) => ReturnType<Ask>): Promise<void> {
  for (const text of [hostileTexts[next() % hostileTexts.length] ?? short, short]) {
    const { status, body } = await send(text);
    if (status >= 500) world.faults.push(`${field} ${JSON.stringify(text)}: ${status}`);
    if (status < 300 && JSON.stringify(body).includes(JSON.stringify(text))) world.kept.push({ field, text });
    if (status !== 422) return;
  }
}

/** @throws Error where what the document is tried on cannot be made */
export async function hostileWorld(origin: string, password: string): Promise<HostileWorld> {
  const ask = await staffAt(origin, password);
  const made = new Map<string, Json>();
  const world: HostileWorld = { kept: [], faults: [], account: "", reseller: "", paths: [] };
  const idOf = (body: Json | undefined): string => String(body?.["account"] ?? body?.["number"] ?? body?.["id"] ?? "");
  /** The path of what was made first of each kind: `/api/v1/vendors/{id}/gateways` → that of the first vendor. */
  const here = (path: string): string =>
    path.replaceAll(/\/([a-z-]+)\/\{[^}]+\}/g, (_, list: string) => `/${list}/${idOf(made.get(list))}`);
  let tariff = "";
  for (const [path, body] of Object.entries(enough)) {
    const reply = await ask("POST", here(path), body(tariff));
    if (reply.status >= 300) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    const list = path.split("/").at(-1) ?? "";
    const [first] = (reply.body["items"] as Json[] | undefined) ?? [reply.body];
    if (!made.has(list)) made.set(list, first ?? {});
    if (path === "/api/v1/tariffs") tariff = idOf(first);
  }
  for (const operation of operationsOf(document)) {
    const { method, path, name } = operation;
    const base = method === "POST" ? enough[path] : undefined;
    const list = path.split("/").at(-2) ?? "";
    const isEdit = method === "PATCH" && (made.has(list) || path.endsWith("/settings") || path.endsWith("/letterhead"));
    if (!base && !isEdit) continue;
    for (const field of textFields(operation))
      await tryField(world, `${name} ${field}`, (text) =>
        ask(method, here(path), { ...(base ? base(tariff) : {}), [field]: text }),
      );
  }
  world.account = idOf(made.get("customers"));
  world.reseller = idOf(made.get("resellers"));
  world.paths = ["tariffs", "vendors", "routes", "resellers"].map((list) => `/${list}/${idOf(made.get(list))}`);
  return world;
}
