import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** A process of its own, because the key is fetched while the module loads. */
async function keyOf(env: Record<string, string>): Promise<string> {
  const code = `const { masterKey } = await import("./functions/platform/master-key.ts"); console.log(masterKey?.toString("hex"));`;
  const clean = { PATH: process.env["PATH"], AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", ...env };
  const run = promisify(execFile);
  return (await run(process.execPath, ["--input-type=module", "-e", code], { env: clean })).stdout.trim();
}

/** Answers as Secrets Manager does for one secret. */
async function withSecret<T>(text: string, work: (endpoint: string) => Promise<T>): Promise<T> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ SecretString: text }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

const arn = "arn:aws:secretsmanager:eu-central-1:1:secret:x";
const fetched = (text: string) =>
  withSecret(text, (endpoint) => keyOf({ SECRETS_KEY_ARN: arn, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint }));

it("in AWS the key is made of the text that Secrets Manager keeps", async () => {
  const text = "a".repeat(43);
  expect(await fetched(text)).toBe(createHash("sha256").update(text).digest("hex"));
});

it("a secret too short to be a key stops the function", async () => {
  await expect(fetched("short")).rejects.toThrow("too short");
});

it("locally the key is in the environment, and nobody is asked", async () => {
  const key = Buffer.alloc(32, 9);
  expect(await keyOf({ SECRETS_KEY: key.toString("base64"), SECRETS_KEY_ARN: arn })).toBe(key.toString("hex"));
  await expect(keyOf({ SECRETS_KEY: "c2hvcnQ=" })).rejects.toThrow("32 bytes");
});
