import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { attemptsOf } from "./attempts.ts";
import { type Attempt, isAllowed, type Statement } from "./rights.ts";

/** What a function tried and its role does not grant. */
export interface Denial extends Attempt {
  functionName: string;
}

export interface GateOptions {
  rights: ReadonlyMap<string, readonly Statement[]>;
  table: string;
  stream: string;
  /** What Secrets Manager answers. */
  secret: string;
  onDenied(denial: Denial): void;
}

/** The access key of a signed request: each function signs with its own name. */
export const signerOf = (authorization: string | undefined): string =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1] ?? "";

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(value));
}

function pass(to: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const { method, headers } = request;
  const onward = send(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once("error", (error) => sendJson(response, 502, { message: String(error) }));
  onward.end(body);
}

/** Stands before the table, the stream and the secret, and lets through what the asking function's role grants. */
export async function openGate(port: number, options: GateOptions) {
  const { rights, onDenied } = options;
  /** False: refused, and told. */
  const permit = (functionName: string, attempts: readonly Attempt[]): boolean => {
    const statements = rights.get(functionName) ?? [];
    const denied = attempts.filter((attempt) => !isAllowed(statements, attempt));
    for (const attempt of denied) onDenied({ functionName, ...attempt });
    return denied.length === 0;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const target = String(request.headers["x-amz-target"] ?? "");
    const body = await bodyOf(request);
    const who = signerOf(request.headers.authorization);
    if (!permit(who, attemptsOf(target, body.toString())))
      return sendJson(response, 400, {
        __type: "com.amazon.coral.service#AccessDeniedException",
        message: `${who} is not authorized to perform: ${target}`,
      });
    if (target.startsWith("secretsmanager")) return sendJson(response, 200, { SecretString: options.secret });
    pass(target.startsWith("DynamoDB") ? options.table : options.stream, request, body, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendJson(response, 500, { message: String(error) }));
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    permit,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
export type Gate = Awaited<ReturnType<typeof openGate>>;
