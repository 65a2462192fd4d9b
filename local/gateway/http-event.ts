import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Match } from "./route.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

/** `13/Oct/2026:19:03:58 +0000`: the common log format, as `requestContext.time` has it. */
const logTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;

/** Types whose bodies are handed over as text. Everything else, and everything compressed, comes in base64. */
const textType = /^(text\/|application\/(json|xml|javascript)\b|[^;]*\+(json|xml)\b)/i;

function bodyOf(request: IncomingMessage, body: Buffer): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = textType.test(request.headers["content-type"] ?? "") && !request.headers["content-encoding"];
  const decoded = text ? body.toString("utf8") : "";
  // Text of another encoding would be damaged on its way through JSON.
  if (text && Buffer.from(decoded, "utf8").equals(body)) return { body: decoded, isBase64Encoded: false };
  return { body: body.toString("base64"), isBase64Encoded: true };
}

/** Repeated query parameters come joined by commas. */
function parametersOf(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined[name];
    joined[name] = before === undefined ? value : `${before},${value}`;
  }
  return joined;
}

/** Lower-case names, repeated headers joined by commas, without the cookies, which have a list of their own. */
function headersOf(request: IncomingMessage, sourceIp: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct))
    if (name !== "cookie") headers[name] = (values ?? []).join(",");
  const forwarded = headers["x-forwarded-for"];
  return {
    ...headers,
    "x-forwarded-for": forwarded ? `${forwarded}, ${sourceIp}` : sourceIp,
    "x-forwarded-proto": "http",
    "x-amzn-trace-id": `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`,
  };
}

/** An IPv4 client of a dual-stack socket shows as `::ffff:192.0.2.7`. */
const addressOf = (request: IncomingMessage): string => (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");

/** The event that an HTTP API hands to its function (payload format 2.0, API Gateway developer guide). */
export function httpEvent(request: IncomingMessage, match: Match, bytes: Buffer): APIGatewayProxyEventV2 {
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const query = rest.join("?");
  const at = new Date();
  const sourceIp = addressOf(request);
  const cookies = (request.headers.cookie ?? "").split(";").flatMap((cookie) => cookie.trim() || []);
  const domainName = request.headers.host ?? "";
  return {
    version: "2.0",
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: headersOf(request, sourceIp),
    ...(query === "" ? {} : { queryStringParameters: parametersOf(query) }),
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName,
      domainPrefix: domainName.split(".")[0] ?? "",
      http: {
        method: request.method ?? "GET",
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey: match.routeKey,
      stage: "$default",
      time: logTime(at),
      timeEpoch: at.getTime(),
    },
    ...bodyOf(request, bytes),
  };
}
