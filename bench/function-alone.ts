import { fork } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { givesBack } from "../lib/memory.ts";
import type { Ended } from "./function-process.ts";

/** One file, as the stacks bundle it. */
export async function bundled(folder: string, handler: string): Promise<string> {
  const outfile = join(folder, `${handler}.mjs`);
  const require = 'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';
  await build({
    ...{ entryPoints: [`functions/handlers/${handler}.ts`], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ target: "node24", minify: true, mainFields: ["module", "main"], external: ["zod/v4/core"] },
    banner: { js: require },
  });
  return outfile;
}

/**
 * Has a function take an object's event in a process like its own on AWS: its flags, and everything else on the other
 * side of a socket.
 */
export function functionAlone(bundle: string, key: string): Promise<Ended> {
  const script = new URL("./function-process.ts", import.meta.url);
  const execArgv = [...process.execArgv, "--max-semi-space-size=4"];
  const child = fork(script, [bundle, key], { execArgv, env: { ...process.env, ...givesBack } });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => resolve(message as Ended));
    child.on("exit", (code, signal) => reject(new Error(`the function ended with ${signal ?? code}`)));
  });
}
