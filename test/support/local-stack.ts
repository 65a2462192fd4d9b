import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll } from "vitest";
import { stackFlags, stackMemory } from "../../local/stack-process.ts";

const root = join(import.meta.dirname, "../..");
const started = new Set<ChildProcess>();
afterAll(() => {
  for (const child of started) child.kill("SIGTERM");
});

/** The settings of a person, without those that this test run has for itself. */
export const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(AWS_|SWITCHBOOK_|TABLE_|UPLOADS_|FILES_|STREAM_|STAGE|VITEST|NODE_OPTIONS|npm_)/.test(name),
    ),
  );

/** `npm start` without the launcher and, unless asked for, without the demo. Ended with the test file. */
export function start(settings: Record<string, string>) {
  const env = { ...cleanEnvironment(), ...stackMemory, SWITCHBOOK_DEMO: "0", ...settings };
  const args = ["--disable-warning=ExperimentalWarning", ...stackFlags, "bin/local.ts"];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  started.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data));
  const ended = once(child, "exit").then(([code]) => {
    started.delete(child);
    return code as number | null;
  });
  return { child, ended, output: () => output };
}

export async function untilHealthy(port: number, { child, output }: ReturnType<typeof start>) {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) break;
    const reply = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    if (reply?.status === 200) return;
    await pause(50);
  }
  throw new Error(`not healthy:\n${output()}`);
}

/** Waits for words of its output, such as that the demo is there. */
export async function untilSaid(words: string, { child, output }: ReturnType<typeof start>) {
  for (let tries = 0; tries < 6000 && child.exitCode === null; tries++) {
    if (output().includes(words)) return;
    if (output().includes("The demo could not be set up")) break;
    await pause(50);
  }
  throw new Error(`never said "${words}":\n${output()}`);
}
