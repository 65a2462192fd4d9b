import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Ports to choose from: below those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere), of
 * which one might take the port before it is listened on.
 */
const [first, count] = [20_000, 12_000];
const mostTries = 100;

const isFree = (port: number): Promise<boolean> =>
  new Promise((tell) => {
    const server = createServer();
    server.once("error", () => tell(false));
    server.listen(port, "127.0.0.1", () => server.close(() => tell(true)));
  });

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries++) {
    const port = first + randomInt(count);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${mostTries} ports from ${first} on is free`);
}
