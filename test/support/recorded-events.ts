import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openAssembly, readAssembly } from "../../local/assembly/assembly.ts";
import { s3Attempts } from "../../local/assembly/s3-attempts.ts";
import { freePort } from "../../local/free-port.ts";
import { provisionTable } from "../../local/provision/create-table.ts";
import { makePlan } from "../../local/provision/plan.ts";
import { startS3 } from "../../local/s3/server.ts";

/**
 * Events as AWS writes them down, filled with what a test has to say: "Create AWS Lambda proxy integrations for HTTP APIs" (API
 * Gateway developer guide, payload 2.0), "Using Lambda with Kinesis" (Lambda developer guide), "EventBridge event message
 * structure" (S3 user guide) and a scheduled event of EventBridge's user guide.
 */
const recorded = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/events/${name}.json`), "utf8"));

export interface Asked {
  method: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: string[];
}

export function httpEvent({ method, path, body, headers = {}, cookies = [] }: Asked): unknown {
  const event = recorded("http-api");
  const [rawPath = "", rawQueryString = ""] = path.split("?");
  Object.assign(event.requestContext.http, { method, path: rawPath });
  const given = { ...event.headers, host: event.requestContext.domainName, ...headers };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { ...event, rawPath, rawQueryString, cookies, headers: given, ...(body === undefined ? {} : { body: text }) };
}

export function kinesisEvent(data: unknown, arrivedMs: number): unknown {
  const event = recorded("kinesis");
  Object.assign(event.Records[0].kinesis, {
    data: Buffer.from(JSON.stringify(data)).toString("base64"),
    approximateArrivalTimestamp: arrivedMs / 1000,
  });
  return event;
}

export function objectCreated(bucket: string, key: string, size: number): unknown {
  const event = recorded("object-created");
  event.detail.bucket.name = bucket;
  Object.assign(event.detail.object, { key, size });
  return event;
}

export const scheduled = (): unknown => recorded("scheduled");

const secretAccessKey = "localsecret";

/** The bundles of an assembly with engines, a table and buckets of their own, and what their roles were refused. */
export async function bundlesOf(folder: string) {
  const templates = readAssembly(folder);
  const plan = makePlan(templates);
  const table = process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "";
  const refused: string[] = [];
  let opened: Awaited<ReturnType<typeof openAssembly>> | undefined;
  const s3 = await startS3({
    port: await freePort(),
    folder: join(folder, "..", `s3-of-${folder.split("/").at(-1)}`),
    credentials: { accessKeyId: "local", secretAccessKey, knows: () => true },
    // `local` is the test itself.
    permit: (name, { request, bucket, key, query }) =>
      name === "local" || opened?.permit(name, s3Attempts(request, bucket, key, query)) === true,
    durable: false,
  });
  for (const { name, cors } of plan.buckets) s3.store.createBucket(name, cors);
  for (const one of plan.tables) await provisionTable(table, one);
  const stream = process.env["AWS_ENDPOINT_URL_KINESIS"] ?? "";
  const own = await openAssembly({
    folder,
    templates,
    plan,
    endpoints: { table, stream, files: s3.url },
    secret: "a secret of the test's own, as long as one has to be: 64 characters",
    local: {
      AWS_REGION: "eu-central-1",
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      PUBLIC_URL: "https://billing.example.net",
      LOG_LEVEL: "error",
    },
    mostSeconds: 60,
    report: (message) => refused.push(message),
  });
  opened = own;
  return {
    plan,
    refused,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into replies freely
    invoke: async (name: string, event: unknown): Promise<any> => {
      const one = own.functions.get(name);
      if (!one) throw new Error(`there is no function ${name}`);
      return one.invoke(event);
    },
    async stop() {
      await own.stop();
      await s3.close();
    },
  };
}
