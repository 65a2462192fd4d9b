import { fork } from "node:child_process";
import { join } from "node:path";
import { bundle } from "../lib/bundle.ts";
import { givesBack } from "../lib/memory.ts";
import type { Ended } from "./function-process.ts";

/** A handler as the stacks bundle it. @returns the file with its handler */
export const bundled = (folder: string, handler: string): string =>
  bundledFile(`functions/handlers/${handler}.ts`, join(folder, handler));

function bundledFile(entry: string, folder: string): string {
  bundle(entry, folder);
  return join(folder, "index.mjs");
}

/**
 * Has a function take an object's event in a process like its own on AWS: its flags, nothing that compiles TypeScript, and
 * everything else on the other side of a socket.
 */
export function functionAlone(handler: string, key: string): Promise<Ended> {
  const script = bundledFile("bench/function-process.ts", join(handler, "../../function-process"));
  const child = fork(script, [handler, key], {
    execArgv: ["--max-semi-space-size=4"],
    env: { ...process.env, ...givesBack },
  });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => resolve(message as Ended));
    child.on("exit", (code, signal) => reject(new Error(`the function ended with ${signal ?? code}`)));
  });
}
