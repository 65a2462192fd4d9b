import type { Server } from "node:http";
import { createRequire } from "node:module";

export interface KinesisOptions {
  port: number;
  /** Where the records survive a restart; in memory when left out. */
  folder?: string;
}

type Kinesalite = (options: { path?: string; createStreamMs: number; shardLimit: number }) => Server;

/** kinesalite throws when a sender goes away in the middle of a request, which would end this whole process. */
function surviveBrokenRequests(server: Server): void {
  server.prependListener("request", (request) => {
    setImmediate(() => request.removeAllListeners("error").on("error", () => undefined));
  });
}

/** kinesalite inside this process, bound to this machine (its own command line would bind every interface). */
export async function startKinesis({ port, folder }: KinesisOptions) {
  process.env["AWS_REGION"] ??= "eu-central-1";
  // Loaded late: it reads the region when it is loaded.
  const kinesalite = createRequire(import.meta.url)("kinesalite") as Kinesalite;
  const server = kinesalite({ createStreamMs: 0, shardLimit: 100, ...(folder === undefined ? {} : { path: folder }) });
  surviveBrokenRequests(server);
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
