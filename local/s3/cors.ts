import type { IncomingMessage, ServerResponse } from "node:http";

/** One rule of a bucket's CORS configuration, with the names of the CloudFormation property. */
export interface CorsRule {
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders?: string[];
  ExposedHeaders?: string[];
  /** Seconds. */
  MaxAge?: number;
}

export const parseCors = (json: string | undefined): CorsRule[] => (json === undefined ? [] : JSON.parse(json));

/** A pattern has at most one `*`, as S3 allows. */
function matches(pattern: string, text: string): boolean {
  const [before, after] = pattern.split("*");
  if (after === undefined) return pattern === text;
  return text.length >= pattern.length - 1 && text.startsWith(before ?? "") && text.endsWith(after);
}

function ruleFor(rules: readonly CorsRule[], origin: string, method: string, headers: string[]): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
      rule.AllowedMethods.includes(method) &&
      headers.every((name) => rule.AllowedHeaders?.some((pattern) => matches(pattern.toLowerCase(), name))),
  );
}

/** Adds the CORS headers for a request with an Origin. False: no rule of the bucket allows it. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, rules: readonly CorsRule[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  const preflight = request.method === "OPTIONS";
  const method = preflight ? String(request.headers["access-control-request-method"]) : String(request.method);
  const asked = preflight ? String(request.headers["access-control-request-headers"] ?? "") : "";
  const headers = asked.split(",").flatMap((name) => name.trim().toLowerCase() || []);
  const rule = ruleFor(rules, origin, method, headers);
  if (!rule) return false;
  response.setHeader("access-control-allow-origin", rule.AllowedOrigins.includes("*") ? "*" : origin);
  response.setHeader("access-control-allow-methods", rule.AllowedMethods.join(", "));
  response.setHeader("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  if (headers.length > 0) response.setHeader("access-control-allow-headers", headers.join(", "));
  if (rule.ExposedHeaders?.length) response.setHeader("access-control-expose-headers", rule.ExposedHeaders.join(", "));
  if (rule.MaxAge !== undefined) response.setHeader("access-control-max-age", rule.MaxAge);
  return true;
}
