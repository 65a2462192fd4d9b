import type { ApiDocument } from "../../bin/openapi-document.ts";
import { type Operation, operationsOf } from "../api-fuzz/requests.ts";
import { fitting, type Source } from "../api-fuzz/values.ts";
import { enough, inPath, type Json } from "./bodies.ts";
import { type Place, pathOf, plainSource, textPlaces, withText } from "./text-fields.ts";

export interface Answer {
  status: number;
  body: Json;
  /** Content type. */
  type: string;
}
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

export interface Kept {
  /** `POST /api/v1/vendors notes` */
  field: string;
  text: string;
}

export interface PutEverywhere {
  kept: Kept[];
  /** Answers that no text should get, as sentences. */
  faults: string[];
  /** Fields of which no text was kept and none was refused in the field's own name. */
  unreached: string[];
  asked: number;
  /** How many fields were tried. */
  fields: number;
  /** Pre-signed addresses that answers held. */
  signed: Set<string>;
  /** What was made first of each, by the name of its list. */
  made: Map<string, Json>;
}

export interface Putting {
  document: ApiDocument;
  ask: Ask;
  /** Of these the field of number n gets one after the other until it does not refuse it as wrong. */
  first: (n: number) => readonly string[];
  /** Each of these every field gets. */
  also: readonly string[];
  /** Left out: every field. */
  only?: (place: Place) => boolean;
}

const idOf = (body: Json | undefined): string => String(body?.["account"] ?? body?.["number"] ?? body?.["id"] ?? "x");

/** The path of what was made first of each kind: `/api/v1/vendors/{id}/gateways` → that of the first vendor. */
const pathIn = (made: ReadonlyMap<string, Json>, path: string): string =>
  path
    .replaceAll(/\/([a-z-]+)\/\{(\w+)\}/g, (_, list: string, name: string) => {
      const own = name in inPath ? inPath[name] : idOf(made.get(list));
      return `/${list}/${own}`;
    })
    .replaceAll(/\{(\w+)\}/g, "x");

async function makeAll({ ask }: Putting, made: Map<string, Json>): Promise<string> {
  let tariff = "";
  for (const [path, body] of Object.entries(enough)) {
    const reply = await ask("POST", pathIn(made, path), body(tariff));
    if (reply.status >= 300) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    const list = path.split("/").at(-1) ?? "";
    const [first = reply.body] = (reply.body["items"] as Json[] | undefined) ?? [];
    if (!made.has(list)) made.set(list, first);
    if (path === "/api/v1/tariffs") tariff = idOf(first);
  }
  return tariff;
}

interface Field {
  operation: Operation;
  place: Place;
  base: () => unknown;
}

function fieldsOf(document: ApiDocument, source: Source, tariff: string): Field[] {
  return operationsOf(document).flatMap((operation) => {
    const { method, path, body } = operation;
    if (!body) return [];
    const own = method === "POST" ? enough[path] : undefined;
    const base = () => own?.(tariff) ?? (method === "PATCH" ? {} : fitting(body, source));
    return textPlaces(body, source).map((place) => ({ operation, place, base }));
  });
}

const namesOf = ({ body }: Answer): string[] =>
  ((body["error"] as { fields?: { path: string }[] } | undefined)?.fields ?? []).map(({ path }) => path);

/** Whether the refusal names the field, or what it stands in. */
const names = (reply: Answer, place: Place): boolean => {
  const path = pathOf(place);
  return namesOf(reply).some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));
};

const holds = (value: unknown, text: string): boolean =>
  typeof value === "string"
    ? value.includes(text)
    : typeof value === "object" && value !== null && Object.values(value).some((one) => holds(one, text));

const signedUrlsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value].filter((text) => text.includes("X-Amz-Signature="))
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(signedUrlsIn)
      : [];

/** Puts the texts into every field of every body that the document describes. */
export async function putEverywhere(putting: Putting): Promise<PutEverywhere> {
  const { document } = putting;
  const made = new Map<string, Json>();
  const tariff = await makeAll(putting, made);
  const ids = new Map([["tariffId", tariff] as const, ["account", idOf(made.get("customers"))] as const]);
  const source = plainSource(document, ids);
  const told: PutEverywhere = { kept: [], faults: [], unreached: [], asked: 0, fields: 0, made, signed: new Set() };
  const fields = fieldsOf(document, source, tariff).filter(({ place }) => putting.only?.(place) ?? true);
  for (const field of fields) await putInto(field, putting, source, told);
  return told;
}

/** @returns the answer's status */
async function putOne(text: string, field: Field, { ask }: Putting, source: Source, told: PutEverywhere) {
  const { operation, place, base } = field;
  const body = withText(base(), place, text, operation.body ?? {}, source);
  const reply = await ask(operation.method, pathIn(told.made, operation.path), body);
  told.asked++;
  for (const url of signedUrlsIn(reply.body)) told.signed.add(url);
  const name = nameOf(field);
  const fault = faultOf(reply);
  if (fault) told.faults.push(`${name} ${JSON.stringify(text.slice(0, 60))}: ${fault}`);
  const isTaken = reply.status < 300;
  if (isTaken && holds(reply.body, text)) told.kept.push({ field: name, text });
  return { status: reply.status, isReached: isTaken || (reply.status === 422 && names(reply, place)) };
}

const nameOf = ({ operation, place }: Field): string => `${operation.name} ${place.join(".")}`;

async function putInto(field: Field, putting: Putting, source: Source, told: PutEverywhere): Promise<void> {
  const reached: boolean[] = [];
  for (const text of putting.first(told.fields++)) {
    const { status, isReached } = await putOne(text, field, putting, source, told);
    reached.push(isReached);
    if (status !== 422) break;
  }
  for (const text of putting.also) reached.push((await putOne(text, field, putting, source, told)).isReached);
  if (!reached.includes(true)) told.unreached.push(nameOf(field));
}

/** What no answer may be, whatever text was sent. */
function faultOf({ status, type, body }: Answer): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (type !== "" && !type.includes("json")) return `answers with ${type}`;
  if (status === 422 && namesOf({ status, type, body }).length === 0) return "refused without a field's name";
  return undefined;
}
