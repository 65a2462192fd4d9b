import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type DescribeRouteOptions, resolver, uniqueSymbol, validator } from "hono-openapi";
import * as z from "zod";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { type FieldFault, fieldFaults, Problem, ProblemReply, problemStatus } from "./problem.ts";

/** What an answer without a body is declared as. */
export const NoContent = z.void();

/** A page of a list. `nextCursor` is opaque; null at the end. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** `?limit=50&cursor=…`, the same on every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

export const encodeCursor = (after: Record<string, unknown> | undefined): string | null =>
  after ? Buffer.from(JSON.stringify(after)).toString("base64url") : null;

/** @throws Problem bad_request for a cursor that we did not make. */
export function decodeCursor(cursor: string | undefined): Record<string, unknown> | undefined {
  if (!cursor) return undefined;
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new Problem("bad_request", "The cursor is not one that this list gave out.", { cause });
  }
}

type ReplyCheck = (reply: { method: string; path: string; body: unknown; schema: z.ZodType }) => void;
let checkReply: ReplyCheck | undefined;

/** The contract test looks at every JSON answer of the run through this. Never set outside tests. */
export function onEveryReply(check: ReplyCheck | undefined): void {
  checkReply = check;
}

/** Marks a middleware as carrying a piece of the operation's OpenAPI description. */
export function described(spec: DescribeRouteOptions, middleware: MiddlewareHandler): MiddlewareHandler {
  return Object.assign(middleware, { [uniqueSymbol]: { spec } });
}

/** Answers are described as they leave: a field with a default is always there. (Requests are described as they come in.) */
const answered = { options: { io: "output", unrepresentable: "any", override: asRead } };

/** What code makes of a text cannot be described; such a field is described as the text that it is on the wire. */
function asRead({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  const { def } = zodSchema._zod;
  if (def.type === "pipe" && Object.keys(jsonSchema).length === 0)
    Object.assign(jsonSchema, z.toJSONSchema(def.in, { io: "input", unrepresentable: "any" }));
}

/** The promise of a route: one sentence, what it answers with, and the status of success. Shown in the API's documentation. */
export function doc(
  summary: string,
  schema: z.ZodType,
  status: ContentfulStatusCode | 204 | 302 = 200,
): MiddlewareHandler {
  const body =
    schema === NoContent
      ? { description: summary }
      : { description: summary, content: { "application/json": { schema: resolver(schema, answered) } } };
  const problem = { description: "Refused", content: { "application/json": { schema: resolver(ProblemReply) } } };
  return described({ summary, responses: { [status]: body, default: problem } }, async (c, next) => {
    await next();
    if (checkReply && c.res.status === status && c.res.headers.get("content-type")?.includes("json"))
      checkReply({ method: c.req.method, path: c.req.path, body: await c.res.clone().json(), schema });
  });
}

/** The same of a route that answers with a text of another type. */
export const docOf = (summary: string, type: string): MiddlewareHandler =>
  described(
    {
      summary,
      responses: {
        200: { description: summary, content: { [type]: { schema: { type: "string" } } } },
        default: { description: "Refused", content: { "application/json": { schema: resolver(ProblemReply) } } },
      },
    },
    async (_c, next) => next(),
  );

/** Rules that need more than the schema can see. They run on the value as it came, also when the schema refuses it. */
export type FurtherFaults = (value: unknown, c: Context) => Promise<FieldFault[]> | FieldFault[];

const distinct = (faults: readonly FieldFault[]): FieldFault[] => [
  ...new Map(faults.map((fault) => [`${fault.path}\n${fault.message}`, fault])).values(),
];

/** How many lists and objects may lie in each other in a body; no schema asks for as many. */
const deepest = 16;

/**
 * Texts with half of a character in them (`"\\ud800"` in JSON): no engine stores them, and no text in UTF-8 holds one.
 * @throws Problem bad_request for JSON that is nested deeper than any body: looking through it would take as long as its
 *   depth squared, and nobody has to be signed in to send it.
 */
function brokenTexts(root: unknown): FieldFault[] {
  const faults: FieldFault[] = [];
  const left: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let at = left.pop(); at; at = left.pop()) {
    const { value, path } = at;
    if (typeof value === "string" && !value.isWellFormed())
      faults.push({ path: path.join("."), message: "Holds half of a character." });
    if (typeof value !== "object" || value === null) continue;
    if (path.length >= deepest)
      throw new Problem("bad_request", `The body is nested too deeply: ${deepest} levels are the most.`);
    for (const [name, member] of Object.entries(value)) {
      if (!name.isWellFormed())
        faults.push({ path: path.join("."), message: "Has a name that holds half of a character." });
      left.push({ value: member, path: [...path, name] });
    }
  }
  return faults;
}

/**
 * Names of the query string that the schema does not know: a filter that is mistyped would be passed over, and the list
 * answered as if nobody had asked for less. A loose object takes what others hang on to the address.
 */
function unknownNames(schema: z.ZodType, c: Context): FieldFault[] {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall) return [];
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(c.req.query()).filter((name) => !known.includes(name));
  return unknown.map((path) => ({ path, message: `There is no such parameter; known are ${known.join(", ")}.` }));
}

/** Validates one part of the request against a schema and further rules; all faults at once are `invalid`. */
export function valid<Target extends "json" | "query" | "param" | "header", S extends z.ZodType>(
  target: Target,
  schema: S,
  further?: FurtherFaults,
) {
  return validator(target, schema, async (result, c) => {
    const broken = target === "json" ? brokenTexts(result.data) : [];
    const known = result.success ? [] : fieldFaults(result.error as unknown as z.core.$ZodIssue[]);
    const faults = target === "query" ? [...known, ...unknownNames(schema, c as Context)] : known;
    // Further rules may look for a text in the table, which would not take a broken one.
    const more = broken.length > 0 ? broken : ((await further?.(result.data, c)) ?? []);
    const fields = distinct([...faults, ...more]);
    if (fields.length === 0) return;
    const names = [...new Set(fields.map((fault) => fault.path || "body"))].join(", ");
    throw new Problem("invalid", `Please correct: ${names}.`, { fields });
  });
}

/** What every route can ask its context for. `identify` sets `principal`. */
export interface HttpVariables {
  requestId: string;
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Hono throws its own exception for JSON that does not parse.
  if (error instanceof Error && "status" in error && (error as { status: unknown }).status === 400)
    return new Problem("bad_request", "The body is not valid JSON.", { cause: error });
  return new Problem("internal", "Something went wrong on our side. Please try again.", { cause: error });
}

/** An HTTP application with our request ids and our one error handler. Slices are mounted into it with `.route()`. */
export function httpApp() {
  const app = new Hono<{ Variables: HttpVariables }>();
  app.use(async (c, next) => {
    c.set("requestId", c.req.header("x-amzn-trace-id") ?? c.req.header("x-request-id") ?? crypto.randomUUID());
    await next();
    c.header("x-request-id", c.get("requestId"));
  });
  app.notFound((c) => {
    const error = {
      code: "not_found",
      message: "There is nothing at this address.",
      fields: [],
      requestId: c.get("requestId"),
    };
    return c.json({ error }, 404);
  });
  app.onError((thrown, c) => {
    const problem = asProblem(thrown);
    const requestId = c.get("requestId");
    const status = problemStatus[problem.code];
    if (status >= 500)
      log.error(problem.message, { requestId, route: `${c.req.method} ${c.req.path}`, status, error: thrown });
    if (problem.retryAfterSeconds !== undefined) c.header("retry-after", String(problem.retryAfterSeconds));
    c.header("x-request-id", requestId);
    return c.json(
      { error: { code: problem.code, message: problem.message, fields: problem.fields, requestId } },
      status,
    );
  });
  return app;
}

/** True in the local stack, where there is no TLS in front of us. */
export const isLocal = env.STAGE === "local";
