import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createTable } from "./table.ts";

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Waits until the address answers anything below 500. */
export async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const reply = await fetch(url).catch(() => undefined);
    if (reply && reply.status < 500) return;
    await pause(50);
  }
  throw new Error(`nothing answers at ${url}`);
}

/** One in-memory engine for the whole run; every test makes its own customers, so files run side by side. */
export default async function emulators() {
  const port = await freePort();
  const engine = spawn("node_modules/@dynoxide/linux-x64/dynoxide", ["--port", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "localsecret",
    TABLE_NAME: "switchbook-test",
    STAGE: "local",
  });
  await untilUp(endpoint);
  await createTable("switchbook-test");
  return () => {
    engine.kill();
  };
}
