import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Sample } from "../local/gateway/front-door.ts";
import { newPassword, openSecrets } from "../local/secrets.ts";
import { type LocalSettings, localSettings } from "../local/settings.ts";
import { AlreadyRunning, holdFolder } from "../local/single-instance.ts";
import { type SignIn, startStack } from "../local/stack.ts";

/** The whole product on this machine: `npm start`. */

const adminName = "admin";

/** What `bin/seed.ts` gets beside the address. */
export interface SeedOptions {
  admin: SignIn;
  /** Whether new calls keep coming. */
  traffic: boolean;
  /** Aborted when the stack stops. */
  signal: AbortSignal;
  /** Shows a sign-in on the local sign-in page. */
  addSignIn(signIn: SignIn): void;
  /** Offers a CDR file on the intake page of the local stack. */
  addSample(sample: Sample): void;
  report(message: string): void;
}
type SeedDemo = (baseUrl: string, options: SeedOptions) => Promise<void>;

const detail = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const report = (message: string, error?: unknown): void =>
  console.error(error === undefined ? message : `${message}: ${detail(error)}`);

function giveUp(error: unknown, settings?: LocalSettings): never {
  const busy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  if (busy && settings)
    console.error(
      `Port ${settings.port} is in use by another program. Stop that one, or choose another port:\n\n` +
        `  PORT=${settings.port + 1} npm start\n`,
    );
  else console.error(error instanceof AlreadyRunning ? error.message : `Switchbook could not start. ${detail(error)}`);
  process.exit(1);
}

function readSettings(): LocalSettings {
  try {
    return localSettings(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Makes the first administrator, and says with which password one signs in. */
async function firstAdmin(settings: LocalSettings, { secrets, keepAdminPassword }: ReturnType<typeof openSecrets>) {
  // Loaded late: functions read their environment when they are loaded.
  const { ensureFirstAdmin } = await import("../functions/users/first-admin.flow.ts");
  const { now } = await import("../functions/platform/clock.ts");
  const password = settings.adminPassword ?? secrets.adminPassword ?? newPassword();
  const { created } = await ensureFirstAdmin({ username: adminName, password }, now());
  if (created) keepAdminPassword(password);
  else if (settings.adminPassword !== undefined && settings.adminPassword !== secrets.adminPassword)
    report("SWITCHBOOK_ADMIN_PASSWORD counts at the first start only; the administrator exists already.");
  return { username: adminName, password: secrets.adminPassword ?? password, label: "Administrator" };
}

async function seed(baseUrl: string, settings: LocalSettings, options: Omit<SeedOptions, "traffic" | "report">) {
  const file = join(import.meta.dirname, "seed.ts");
  if (!settings.demo || !existsSync(file)) return;
  const { seedDemo } = (await import(pathToFileURL(file).href)) as { seedDemo: SeedDemo };
  await seedDemo(baseUrl, { ...options, traffic: settings.demoTraffic, report });
}

/** Ends on Ctrl-C, when told to, and when the launcher in front was killed. A second Ctrl-C does not wait. */
function stopOnDemand(stop: () => Promise<void>): void {
  let stoppingSince = 0;
  const end = () => {
    // The terminal and the launcher both pass one Ctrl-C on.
    if (stoppingSince > 0 && Date.now() - stoppingSince > 1000) process.exit(1);
    if (stoppingSince > 0) return;
    stoppingSince = Date.now();
    console.log("Stopping ...");
    stop().then(() => process.exit(0), giveUp);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  const launcher = Number(process.env["SWITCHBOOK_LAUNCHER"]);
  if (launcher === process.ppid) setInterval(() => process.ppid !== launcher && end(), 500).unref();
}

function announce(url: string, admin: SignIn, { engine, settings }: { engine: string; settings: LocalSettings }): void {
  const folder = relative(process.cwd(), settings.dataFolder) || ".";
  console.log(
    `\nSwitchbook is ready:  ${url}\n\n  user name  ${admin.username}\n  password   ${admin.password}\n\n` +
      `Data: ${folder}   Engine: ${engine}   Ctrl-C stops everything.\n`,
  );
}

// How this process keeps its memory is not how its children need to.
for (const name of Object.keys(process.env)) if (name.startsWith("MALLOC_")) delete process.env[name];
const settings = readSettings();
mkdirSync(settings.dataFolder, { recursive: true });
const holder = await holdFolder(settings.dataFolder, settings.port).catch(giveUp);
process.once("exit", holder.release);
const signIns: SignIn[] = [];
const samples: Sample[] = [];
const stopped = new AbortController();
let stopStack: () => Promise<void> = async () => undefined;
stopOnDemand(async () => {
  stopped.abort();
  await stopStack();
});
const secrets = openSecrets(settings.dataFolder);
const options = { settings, secrets: secrets.secrets, signIns, samples, noteEngine: holder.noteEngine, report };
const stack = await startStack(options).catch((error: unknown) => giveUp(error, settings));
stopStack = stack.stop;
const admin = await firstAdmin(settings, secrets).catch(async (error: unknown) => {
  await stack.stop();
  return giveUp(error);
});
signIns.push(admin);
stack.health.set("admin", "ready");
announce(stack.url, admin, { engine: stack.engine, settings });
await seed(stack.url, settings, {
  admin,
  signal: stopped.signal,
  addSignIn: (one) => void signIns.push(one),
  addSample: (one) => void samples.push(one),
}).catch((error: unknown) => report("The demo could not be set up", error));
