import path from "node:path";
import { type MessagePort, parentPort } from "node:worker_threads";
import { build } from "esbuild";
import { leanSources } from "./lean-sources.ts";

const root = path.resolve(import.meta.dirname, "..");

const noPrograms = path.join(root, "lib", "no-programs.cjs");
/** Modules of Node that cost time by being named. */
const atNeed = (name: string): string => path.join(root, "lib", "at-need", `${name}.cjs`);

/** CommonJS packages inside an ES module bundle ask for `require`, which does not exist there. */
const requireBanner =
  'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';

export interface BundleOrder {
  /** From the project's root. */
  entry: string;
  outdir: string;
  /** Hears `undefined` or what went wrong. */
  port: MessagePort;
  /** Becomes 1 when it is done. */
  done: Int32Array;
}

const bundled = (entry: string, outdir: string) =>
  build({
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    mainFields: ["module", "main"],
    banner: { js: requireBanner },
    alias: {
      ...{ child_process: noPrograms, "node:child_process": noPrograms },
      ...{ "node:http": atNeed("http"), "node:http2": atNeed("http2"), "node:process": atNeed("process") },
    },
    // Only asked for while the API document is generated, which no function does; it would carry every locale.
    external: ["zod/v4/core"],
    logLevel: "warning",
    plugins: [leanSources],
  });

parentPort?.on("message", async ({ entry, outdir, port, done }: BundleOrder) => {
  const fault = await bundled(entry, outdir).then(
    () => undefined,
    (error: Error) => error.message,
  );
  port.postMessage(fault);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});
