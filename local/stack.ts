import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { type AssemblyOptions, openAssembly, readAssembly } from "./assembly/assembly.ts";
import { s3Attempts } from "./assembly/s3-attempts.ts";
import { type Engine, startEngine } from "./engine.ts";
import type { EventBus } from "./event-bus/event-bus.ts";
import { objectCreatedEvent } from "./event-bus/object-created.ts";
import { startEvents } from "./events.ts";
import { openFailureStore } from "./failure-store.ts";
import { freePort } from "./free-port.ts";
import { sharedEnvironment } from "./functions-environment.ts";
import { openFrontDoor, type Sample } from "./gateway/front-door.ts";
import { type HttpApi, openHttpApi } from "./gateway/http-api.ts";
import { type Health, openHealth } from "./health.ts";
import { type LambdaFunction, loadFunction } from "./lambda-function.ts";
import { buildPage, pageFolder } from "./page-build.ts";
import { provisionTable } from "./provision/create-table.ts";
import { makePlan, type Plan } from "./provision/plan.ts";
import { loadTemplates } from "./provision/templates.ts";
import type { Permit } from "./s3/exchange.ts";
import { openS3 } from "./s3/server.ts";
import type { LocalSecrets } from "./secrets.ts";
import type { LocalSettings } from "./settings.ts";
import { createStream, kinesisClient } from "./stream/create-stream.ts";
import { startKinesis } from "./stream/kinesis-server.ts";

export interface SignIn {
  username: string;
  password: string;
  label?: string;
}

export interface StackOptions {
  settings: LocalSettings;
  secrets: LocalSecrets;
  signIns: SignIn[];
  samples: Sample[];
  noteEngine(pid: number | undefined): void;
  report(message: string, error?: unknown): void;
}

/** What has been started, in order; stopped in reverse. */
type Stops = { name: string; stop(): Promise<void> | void }[];

const accessKeyId = "local";

/** Pages of this machine may put files by pre-signed URL, whatever name they call the machine by. */
const originsOf = (port: number) =>
  ["127.0.0.1", "localhost"].flatMap((host) => [`http://${host}:${port}`, `http://${host}:5173`]);

async function startEngines({ settings, noteEngine, report }: StackOptions, health: Health, stops: Stops) {
  const folder = (name: string) => join(settings.dataFolder, name);
  const startTable = async (): Promise<Engine> => {
    const engine = await startEngine(folder("dynamodb"));
    noteEngine(engine.pid);
    stops.push({ name: "table", stop: engine.stop });
    engine.whenLost(() => {
      health.set("table", "lost");
      report("the DynamoDB engine has ended; stop Switchbook and start it again");
    });
    return engine;
  };
  const startStream = async () => {
    const kinesis = await startKinesis({ port: await freePort(), folder: folder("kinesis") });
    stops.push({ name: "stream", stop: kinesis.close });
    return kinesis;
  };
  const [engine, kinesis] = await Promise.all([startTable(), startStream()]);
  return { engine, kinesis };
}

async function provision(plan: Plan, endpoints: { table: string; client: KinesisClient }, health: Health) {
  for (const table of plan.tables) await provisionTable(endpoints.table, table);
  health.set("table", "ready");
  for (const stream of plan.streams) await createStream(endpoints.client, stream);
  health.set("stream", "ready");
}

async function preparePage(health: Health, report: StackOptions["report"]): Promise<void> {
  const built = await buildPage().catch((error: unknown) => report("the page could not be built", error));
  if (built === "absent") report("there is no page yet; the API works without it");
  health.set("page", built === undefined ? "failed" : "ready");
}

function setEnvironment(plan: Plan, options: StackOptions, endpoints: Record<"DYNAMODB" | "S3" | "KINESIS", string>) {
  // Nothing of this process may reach a real account by the person's own profile.
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"]) delete process.env[name];
  const urls = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  const local = {
    ...Object.fromEntries(urls),
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: options.secrets.s3Secret,
    PUBLIC_URL: `http://127.0.0.1:${options.settings.port}`,
    SECRETS_KEY: options.settings.assembly ? keyOf(options.secrets.secretsKey) : options.secrets.secretsKey,
    // A receiver that is tried out stands on this machine, too.
    WEBHOOKS_TO_PRIVATE: "1",
    LOG_LEVEL: "warn",
  };
  Object.assign(process.env, sharedEnvironment(plan.functions, local));
}

/** Stops everything that was started, the newest first. One part that does not stop does not keep the others. */
async function stopAll(stops: Stops, report: StackOptions["report"]): Promise<void> {
  for (const { name, stop } of stops.splice(0).reverse())
    await Promise.resolve(stop()).catch((error: unknown) => report(`${name} did not stop`, error));
}

/** Opens the port first, so that health can be asked and a port in use is found before anything else is started. */
async function openDoor(options: StackOptions, health: Health, stops: Stops, permit: Permit) {
  const { settings, secrets, signIns, samples, report } = options;
  let bus: EventBus | undefined;
  let api: HttpApi | undefined;
  const s3 = openS3({
    folder: join(settings.dataFolder, "s3"),
    credentials: {
      accessKeyId,
      secretAccessKey: secrets.s3Secret,
      knows: () => settings.assembly !== undefined,
    },
    permit,
    // Events wait in the buckets' own outbox until the bus is there.
    onCreated: (event) => {
      if (!bus) throw new Error("the event bus is not open yet");
      bus.put(objectCreatedEvent(event, Date.now()));
    },
  });
  stops.push({ name: "files", stop: s3.store.close });
  const door = await openFrontDoor({
    port: settings.port,
    s3,
    site: pageFolder,
    api: () => api,
    health: health.state,
    signIns: () => signIns,
    samples: () => samples,
    report,
  });
  stops.push({ name: "door", stop: door.close });
  return {
    s3,
    connect(open: { bus: EventBus; api: HttpApi }): void {
      ({ bus, api } = open);
      void s3.store.announce();
    },
    disconnect(): void {
      api = undefined;
    },
  };
}

function createBuckets(plan: Plan, store: ReturnType<typeof openS3>["store"], port: number): void {
  for (const { name, cors } of plan.buckets)
    store.createBucket(
      name,
      cors.map((rule) => ({ ...rule, AllowedOrigins: originsOf(port) })),
    );
}

async function fromSources(plan: Plan, { jobSeconds }: LocalSettings): Promise<Map<string, LambdaFunction>> {
  const functions = new Map<string, LambdaFunction>();
  for (const one of plan.functions) functions.set(one.name, await loadFunction(one, jobSeconds));
  return functions;
}

/** The bundles of an assembly. What they have beside their templates is what AWS itself would give them. */
const assembled = (
  { settings, secrets, report }: StackOptions,
  folder: string,
  parts: Pick<AssemblyOptions, "templates" | "plan" | "endpoints">,
) =>
  openAssembly({
    ...parts,
    folder,
    secret: secrets.secretsKey,
    local: {
      AWS_REGION: "eu-central-1",
      AWS_SECRET_ACCESS_KEY: secrets.s3Secret,
      PUBLIC_URL: `http://127.0.0.1:${settings.port}`,
      LOG_LEVEL: "warn",
    },
    mostSeconds: settings.jobSeconds,
    report,
  });

/** A deployed function derives its key from a secret's text; what is written here is to be readable there. */
const keyOf = (secret: string): string => createHash("sha256").update(secret).digest("base64");

/**
 * The whole product on this machine, built from the templates of the stage `local`.
 * @throws Error when a part does not start; what had been started is stopped again.
 */
export async function startStack(options: StackOptions) {
  const { settings, report } = options;
  mkdirSync(settings.dataFolder, { recursive: true });
  const health = openHealth();
  const stops: Stops = [];
  try {
    let assembly: Awaited<ReturnType<typeof openAssembly>> | undefined;
    const door = await openDoor(options, health, stops, (keyId, { request, bucket, key, query }) =>
      keyId === accessKeyId ? true : assembly?.permit(keyId, s3Attempts(request, bucket, key, query)) === true,
    );
    const page = preparePage(health, report);
    const [templates, { engine, kinesis }] = await Promise.all([
      settings.assembly === undefined ? loadTemplates() : readAssembly(settings.assembly),
      startEngines(options, health, stops),
    ]);
    const plan = makePlan(templates);
    const url = `http://127.0.0.1:${settings.port}`;
    setEnvironment(plan, options, { DYNAMODB: engine.endpoint, S3: url, KINESIS: kinesis.url });
    createBuckets(plan, door.s3.store, settings.port);
    health.set("files", "ready");
    const client = kinesisClient(kinesis.url);
    stops.push({ name: "stream client", stop: () => client.destroy() });
    await provision(plan, { table: engine.endpoint, client }, health);
    if (settings.assembly !== undefined) {
      const endpoints = { table: engine.endpoint, stream: kinesis.url, files: url };
      assembly = await assembled(options, settings.assembly, { templates, plan, endpoints });
      stops.push({ name: "assembly", stop: assembly.stop });
    }
    const functions = assembly?.functions ?? (await fromSources(plan, settings));
    health.set("functions", "ready");
    const failures = openFailureStore(url);
    const { dataFolder } = settings;
    const events = await startEvents(plan, { functions, client, failures, dataFolder, report });
    stops.push({ name: "events", stop: events.stop });
    door.connect({ bus: events.bus, api: openHttpApi({ routes: plan.routes, functions, report }) });
    // The first to be stopped: nothing new comes in while the rest ends.
    stops.push({ name: "api", stop: door.disconnect });
    health.set("events", "ready");
    await page;
    return { url, engine: engine.name, health, functions, stop: () => stopAll(stops, report) };
  } catch (error) {
    await stopAll(stops, report);
    throw error;
  }
}
