import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Takes what a switch's program posts, at a free port of this machine. @param take gives the JSON of the answer */
export async function postReceiver(take: (body: string, asked: IncomingMessage) => object) {
  const server = createServer(async (asked, answer) => {
    answer.end(JSON.stringify(take(await text(asked), asked)));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
