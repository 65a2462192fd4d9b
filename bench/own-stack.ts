import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { stackFlags, stackMemory } from "../local/stack-process.ts";

/** `npm start` without the launcher and the demo. @param more flags of Node and settings that it gets besides */
export async function startStack(
  port: number,
  data: string,
  password: string,
  more: { flags: readonly string[]; env: Record<string, string> } = { flags: [], env: {} },
) {
  const settings = { PORT: String(port), SWITCHBOOK_DATA: data, SWITCHBOOK_ADMIN_PASSWORD: password };
  const env = { ...process.env, ...stackMemory, ...settings, SWITCHBOOK_DEMO: "0", ...more.env };
  const args = ["--disable-warning=ExperimentalWarning", ...stackFlags, ...more.flags, "bin/local.ts"];
  const child = spawn(process.execPath, args, { env, stdio: "ignore" });
  const ended = once(child, "exit");
  for (
    let tries = 0;
    (await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined))?.status !== 200;
    tries++
  ) {
    if (tries > 1500 || child.exitCode !== null) throw new Error("the stack does not start");
    await pause(200);
  }
  return { child, ended };
}
