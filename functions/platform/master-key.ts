import { createHash } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { env } from "./env.ts";

/** The stored text is random letters and digits, of at least 256 bits together; the hash brings it to the length of a key. */
async function fromSecretsManager(arn: string): Promise<Buffer> {
  const client = new SecretsManagerClient({ region: env.AWS_REGION });
  const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!text || text.length < 43) throw new Error("the secrets key is too short to be one");
  return createHash("sha256").update(text).digest();
}

async function load(): Promise<Buffer | undefined> {
  if (env.SECRETS_KEY === undefined) return env.SECRETS_KEY_ARN ? fromSecretsManager(env.SECRETS_KEY_ARN) : undefined;
  const key = Buffer.from(env.SECRETS_KEY, "base64");
  if (key.length !== 32) throw new Error("SECRETS_KEY must be the base64 of 32 bytes");
  return key;
}

/**
 * 32 bytes that wrap stored secrets, fetched once while the function starts; never in the environment of a deployed
 * function. Undefined where no key is configured.
 */
export const masterKey = await load();
