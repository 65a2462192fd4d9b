import path from "node:path";
import { AssetHashType, type BundlingOptions, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

const noPrograms = path.join(root, "lib", "no-programs.cjs");

/** CommonJS packages inside an ES module bundle ask for `require`, which does not exist there. */
const requireBanner =
  'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';

/**
 * One handler with everything that it uses. What is imported by `await import()` becomes a file of its own, which the
 * function reads when it first needs it: what draws documents does not lengthen the start of what answers requests.
 */
export function bundle(entry: string, outdir: string): void {
  buildSync({
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
    alias: { child_process: noPrograms, "node:child_process": noPrograms },
    // Only asked for while the API document is generated, which no function does; it would carry every locale.
    external: ["zod/v4/core"],
    logLevel: "warning",
  });
}

/** The code of a function, bundled when its stack is synthesised for deployment. @param entry from the project's root */
export function bundledCode(entry: string): Code {
  const bundling: BundlingOptions = {
    // Never reached: the local way below always bundles or throws.
    image: DockerImage.fromRegistry("none"),
    // By this the assets are told apart: without it every function would get the first one's code.
    command: [entry],
    local: {
      tryBundle(outdir) {
        bundle(entry, outdir);
        return true;
      },
    },
  };
  return Code.fromAsset(path.join(root, "functions", "handlers"), { assetHashType: AssetHashType.OUTPUT, bundling });
}
