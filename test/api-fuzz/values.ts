import type { Random } from "../sim/random.ts";

/** What of JSON Schema the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  example?: unknown;
}

export interface Source {
  random: Random;
  /** What a `$ref` of the document points at. */
  resolve: (schema: Schema) => Schema;
  /** Ids that exist, by the name of the field or parameter that holds one. */
  known: ReadonlyMap<string, string>;
}

/** Texts that fields of this product take; one that fits the field's pattern and lengths is sent. */
const texts = [
  ...["0.5", "12", "100", "447700900123", "44", "EUR", "USD", "GB", "C00000001", "203.0.113.7", "203.0.113.0/24"],
  ...["2026-01-31", "2026-01", "2026-01-31T10:00:00.000Z", "08:30", "Europe/Berlin", "someone@example.net", "+", "#"],
  ...["https://hooks.example.net/in", "Acme Voice", "acme-1", "acmevoice77", "Tr0ub4dor&3x", "en", "#1a2b3c", "a", ""],
  ...["xyz_00000000000000000000000000", "00000000-0000-4000-8000-000000000000", "0".repeat(64), "x".repeat(20)],
];

function fittingText({ pattern, minLength = 0, maxLength = 1e9, example }: Schema, random: Random): string {
  const shape = pattern === undefined ? undefined : new RegExp(pattern);
  const fits = (text: string) =>
    (shape?.test(text) ?? true) && text.length >= minLength && text.length <= maxLength && text.isWellFormed();
  const fit = [...texts, String(example ?? "Acme")].filter(fits);
  return fit.length > 0 ? random.pick(fit) : "a".repeat(Math.min(minLength, 50));
}

function fittingObject(schema: Schema, source: Source, depth: number): Record<string, unknown> {
  const { random } = source;
  const all = Object.entries(schema.properties ?? {});
  const isWanted = ([name]: [string, Schema]) => schema.required?.includes(name) || (depth < 4 && random.chance(0.3));
  const members = all.filter(isWanted).map(([name, of]) => [name, fitting(of, source, name, depth + 1)]);
  const more = schema.additionalProperties;
  if (typeof more === "object" && random.chance(0.5)) members.push(["a", fitting(more, source, "", depth + 1)]);
  return Object.fromEntries(members);
}

/** A value that the schema most likely takes; further rules may refuse it. */
export function fitting(given: Schema, source: Source, name = "", depth = 0): unknown {
  const schema = source.resolve(given);
  const { random, known } = source;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fitting(random.pick(choices), source, name, depth);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => fitting(part, source, name, depth)));
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
  if (type === "object") return fittingObject(schema, source, depth);
  if (type === "array") {
    const count = Math.max(schema.minItems ?? 0, random.int(0, depth > 3 ? 0 : 2));
    return Array.from({ length: count }, () => fitting(schema.items ?? {}, source, name, depth + 1));
  }
  if (type === "integer" || type === "number") {
    const low = Math.max(schema.minimum ?? 0, -1000);
    return random.int(low, Math.max(low, Math.min(schema.maximum ?? 100, 100)));
  }
  if (type === "boolean") return random.chance(0.5);
  if (type === "null") return null;
  const exists = known.get(name);
  return exists !== undefined && random.chance(0.7) ? exists : fittingText(schema, random);
}

/** What people and programs send by mistake or on purpose, by what is wrong with it. */
export const nasty: Record<string, readonly unknown[]> = {
  type: [null, true, 0, "text", [], {}, [[]], [null], { $ne: null }, { S: "x" }, { length: 1e9 }],
  number: [-1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 1e21, 1e-9, "1e999", "9".repeat(400), "NaN", "-0", "0x10", "٣"],
  long: ["x".repeat(3000), "x".repeat(100_000), "9".repeat(10_000), Array(2000).fill("x"), Array(500).fill({})],
  unicode: [
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u{feff}a",
    "a\u202eb",
    "\u{1f600}".repeat(200),
    "e\u0301",
    "\t",
    "\r\n",
    " ",
  ],
  injection: [
    ...["' OR 1=1 --", "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../etc/passwd"],
    ...["__proto__", "constructor", "%00", "%", "*", "#pk = :x", "attribute_not_exists(pk)", "ACC#C00000001", "\\"],
    ...["2026-02-30", "2026-13-01", "9999-12-31T23:59:60Z", "0000-00-00", "-271821-04-20", "Mars/Olympus", "::1"],
  ],
};

/** A value of a level below another, so often. */
export const nested = (levels: number): unknown => {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
};
