import { ApiProblem, messageOf } from "../api/problem.ts";

/** What to show at a field: its own fault, or what else went wrong with the request. */
export function faultAt(error: unknown, field: string): string | undefined {
  if (!error) return undefined;
  const own = error instanceof ApiProblem ? error.fields.find(({ path }) => path === field) : undefined;
  if (own) return own.message;
  return error instanceof ApiProblem && error.fields.length > 0 ? undefined : messageOf(error);
}
