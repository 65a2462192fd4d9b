import type { ServerResponse } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Lambda's limit for a reply, in bytes of JSON. */
const mostReplyBytes = 6_291_556;

/** Headers that belong to one connection; a reply may not set them. */
const ofTheConnection = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

export function sendMessage(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ message });
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** A result without a status is the body of a 200, as payload format 2.0 infers it. */
function structured(result: unknown): APIGatewayProxyStructuredResultV2 {
  if (typeof result === "object" && result !== null && "statusCode" in result)
    return result as APIGatewayProxyStructuredResultV2;
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: typeof result === "string" ? result : JSON.stringify(result ?? null),
  };
}

/** Writes what the function returned. A reply that Lambda or the gateway would not pass on is a 500. */
export function sendResult(response: ServerResponse, result: unknown): void {
  const { statusCode = 200, headers = {}, cookies = [], body = "", isBase64Encoded } = structured(result);
  const tooLarge = Buffer.byteLength(JSON.stringify(result ?? null)) > mostReplyBytes;
  if (tooLarge || typeof body !== "string") {
    sendMessage(response, 500, "Internal Server Error");
    return;
  }
  for (const [name, value] of Object.entries(headers))
    if (!ofTheConnection.has(name.toLowerCase())) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const bodiless = statusCode === 204 || statusCode === 304;
  response.writeHead(statusCode, bodiless ? {} : { "content-length": bytes.length });
  response.end(bodiless || response.req.method === "HEAD" ? undefined : bytes);
}
