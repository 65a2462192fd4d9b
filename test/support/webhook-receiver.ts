import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Told {
  headers: IncomingMessage["headers"];
  body: string;
}

/** Takes webhooks at a free port of this machine and answers 204; at `/first-fails`, 503 to the first try of each event. */
export async function webhookReceiver() {
  const got: Told[] = [];
  const server = createServer(async (request, reply) => {
    const told = { headers: request.headers, body: await text(request) };
    const isAgain = got.some(({ headers }) => headers["webhook-id"] === told.headers["webhook-id"]);
    got.push(told);
    reply.writeHead(request.url === "/first-fails" && !isAgain ? 503 : 204).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got, close };
}

/** As a receiver would look at it, by nothing but the published rules. */
export function isSigned({ headers, body }: Told, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
