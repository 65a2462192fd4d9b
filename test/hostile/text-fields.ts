import type { ApiDocument } from "../../bin/openapi-document.ts";
import { resolverOf } from "../api-fuzz/requests.ts";
import { fitting, type Schema, type Source } from "../api-fuzz/values.ts";
import type { Random } from "../sim/random.ts";

/** Finds every field of a body that takes any text, and puts one there. */

/** Always the first choice, of what need not be nothing, of what exists that. */
const plain = {
  next: () => 0,
  int: (low: number) => low,
  chance: (probability: number) => probability > 0.5,
  pick: <T>(list: readonly T[]) => list[0] as T,
} as unknown as Random;

/** How a body is made that the schema most likely takes. */
export const plainSource = (document: ApiDocument, known: ReadonlyMap<string, string>): Source => ({
  ...{ random: plain, resolve: resolverOf(document), known },
});

/** Steps into a body: names of members, `0` for a list's first, `*` for a member that may be called anything. */
export type Place = readonly string[];

const isText = (schema: Schema): boolean =>
  schema.type === "string" && schema.enum === undefined && schema.const === undefined;

function placesIn(given: Schema, source: Source, place: Place = []): Place[] {
  const schema = source.resolve(given);
  if (place.length > 6) return [];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const members = Object.entries(schema.properties ?? {});
  if (typeof schema.additionalProperties === "object") members.push(["*", schema.additionalProperties]);
  if (schema.items) members.push(["0", schema.items]);
  return [
    ...(isText(schema) ? [place] : []),
    ...choices.flatMap((choice) => placesIn(choice, source, place)),
    ...members.flatMap(([name, of]) => placesIn(of, source, [...place, name])),
  ];
}

/** Each place once. */
export const textPlaces = (schema: Schema, source: Source): Place[] => [
  ...new Map(placesIn(schema, source).map((place) => [place.join("."), place])).values(),
];

/** The schema that leads on: of several the one that has such a member. */
function leading(given: Schema, source: Source, step: string): Schema | undefined {
  const schema = source.resolve(given);
  if (step === "0" && schema.items) return schema;
  if (schema.properties?.[step] || (step === "*" && typeof schema.additionalProperties === "object")) return schema;
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return choices.map((choice) => leading(choice, source, step)).find((found) => found !== undefined);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body with the text at the place; what leads there is made where it is missing. */
export function withText(body: unknown, place: Place, text: string, schema: Schema, source: Source): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return text;
  const of = leading(schema, source, step) ?? {};
  if (step === "0") {
    const list = Array.isArray(body) ? body : [];
    const first = list[0] ?? fitting(of.items ?? {}, source);
    return [withText(first, rest, text, of.items ?? {}, source), ...list.slice(1)];
  }
  const name = step === "*" ? "a" : step;
  const inner = step === "*" ? (of.additionalProperties as Schema) : (of.properties?.[step] ?? {});
  const holder = isObject(body) ? body : (fitting(of, source) as Record<string, unknown>);
  return { ...holder, [name]: withText(holder[name], rest, text, inner, source) };
}

/** The place as a refusal names it. */
export const pathOf = (place: Place): string => place.map((step) => (step === "*" ? "a" : step)).join(".");
