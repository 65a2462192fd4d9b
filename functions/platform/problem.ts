import * as z from "zod";

/** Every code a caller can be told, with its HTTP status. The union is closed: a new case is added here first. */
export const problemStatus = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  second_factor_required: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  invalid: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One wrong field. `path` is dotted and names array members by index: `taxes.0.percent`. */
export const FieldFault = z.object({ path: z.string(), message: z.string() });
export type FieldFault = z.infer<typeof FieldFault>;

/** Every fault that zod found, as the field list of the error envelope. Unknown members are named one by one. */
export function fieldFaults(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((name) => ({ path: [...path, name].join("."), message: "There is no such field." }));
    return [{ path: path.join("."), message: issue.message }];
  });
}

/** The one error envelope of the API. */
export const ProblemReply = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
      message: z.string(),
      fields: z.array(FieldFault),
      requestId: z.string(),
    }),
  })
  .meta({ id: "Problem" });

interface ProblemDetail {
  fields?: FieldFault[];
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** What a caller is told. Its message is fit to show to a person; anything else that is thrown is a bug and stays hidden. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly fields: FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, message: string, detail: ProblemDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = "Problem";
    this.code = code;
    this.fields = detail.fields ?? [];
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** Whether a caller would be told that something else came first, or stands in the way. */
export const isConflict = (error: unknown): error is Problem => error instanceof Problem && error.code === "conflict";
