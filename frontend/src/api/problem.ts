/** One wrong field of a refused request; `path` is dotted as in `taxes.0.percent`. */
export interface FieldFault {
  path: string;
  message: string;
}

/** What the API answered instead of a result. `requestId` is what support asks for. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldFault[];
  readonly requestId: string | undefined;

  constructor(status: number, code: string, message: string, fields: readonly FieldFault[], requestId?: string) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
}

interface Envelope {
  error?: { code?: string; message?: string; fields?: FieldFault[]; requestId?: string };
}

/** Reads the error envelope; an answer that is none of ours (a proxy's page) still becomes a sentence. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const error = (body as Envelope | undefined)?.error;
  const requestId = error?.requestId ?? response.headers.get("x-request-id") ?? undefined;
  const message = error?.message ?? `The server answered ${response.status} ${response.statusText}`.trim();
  return new ApiProblem(response.status, error?.code ?? "internal", message, error?.fields ?? [], requestId);
}

/** The sentence shown to a person, whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof TypeError ? "The server cannot be reached. Check the connection." : (error as Error).message;
