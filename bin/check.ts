import { spawnSync } from "node:child_process";

/** Every gate of the code, in the order in which they are quickest to fail. All run, so that one run shows all faults. */
const steps: readonly { name: string; command: string[] }[] = [
  {
    name: "format and lint (biome ci)",
    command: ["node_modules/@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."],
  },
  { name: "types (tsc)", command: ["node_modules/typescript-native/bin/tsc", "-p", "."] },
  { name: "dead code (knip)", command: ["node_modules/knip/bin/knip.js"] },
  { name: "API document is up to date (openapi --check)", command: ["bin/openapi.ts", "--check"] },
];

const failed: string[] = [];
for (const { name, command } of steps) {
  const began = performance.now();
  const run = spawnSync(process.execPath, command, { encoding: "utf8", maxBuffer: 1 << 26 });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${run.status === 0 ? "ok    " : "FAILED"} ${name}, ${seconds} s`);
  if (run.status === 0) continue;
  failed.push(name);
  console.log(`${run.stdout}${run.stderr}${run.error ?? ""}`);
}
console.log(failed.length === 0 ? "Everything holds." : `Failed: ${failed.join("; ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
