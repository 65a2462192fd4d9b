import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundle } from "../lib/bundle.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * What a cold start spends before a function can take its first event: processor time of loading the bundle as it is
 * deployed, in a process of its own. The peer is the least that such a function would have: the clients of table, files and
 * stream and the schema library, in one file.
 */

const peerSource = `
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { z } from "zod";
export const handler = [DynamoDBDocumentClient, DynamoDBClient, S3Client, KinesisClient, z.object({})];
`;
const script = `
const before = process.cpuUsage();
const began = performance.now();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1000, wall: performance.now() - began }));
process.exit(0);
`;

const root = join(import.meta.dirname, "..");
const env = {
  PATH: process.env["PATH"],
  AWS_REGION: "eu-central-1",
  SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
};

/** Milliseconds. */
function loadOf(file: string): { cpu: number; wall: number } {
  const args = ["--input-type=module", "-e", script, file];
  return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" }));
}

const wanted = [
  { handler: "rate-cdrs", atMost: 130 },
  { handler: "switch-api", atMost: 150 },
  { handler: "admin-api", atMost: undefined },
] as const;

export const row: Row = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-start-"));
  const files = wanted.map(({ handler }) => {
    bundle(`functions/handlers/${handler}.ts`, join(folder, handler));
    return join(folder, handler, "index.mjs");
  });
  const source = join(root, "bench", `.peer-${process.pid}.ts`);
  const peerFile = join(folder, "peer.mjs");
  writeFileSync(source, peerSource);
  buildSync({
    ...{ entryPoints: [source], outfile: peerFile, bundle: true, minify: true, format: "esm", platform: "node" },
    banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
  });
  rmSync(source);
  const times = [...files, peerFile].map((): { cpu: number; wall: number }[] => []);
  for (let round = 0; round < (quick ? 12 : 20); round++)
    for (const [at, file] of [...files, peerFile].entries()) times[at]?.push(loadOf(file));
  rmSync(folder, { recursive: true });
  const of = (at: number, name: string) => ({ name, unit: "ms CPU", samples: (times[at] ?? []).map(({ cpu }) => cpu) });
  const peer = of(wanted.length, "clients and schemas alone");
  const own = wanted.map(({ handler }, at) => of(at, handler));
  const walls = wanted.map(({ handler }, at) => {
    const sorted = (times[at] ?? []).map(({ wall }) => wall).sort((a, b) => a - b);
    return `${handler}: ${Math.round(sorted[0] ?? 0)} ms of wall time at best`;
  });
  return {
    lines: [
      ...own.map((one, at) => {
        const { atMost } = wanted[at] as (typeof wanted)[number];
        return atMost === undefined ? { series: one } : medianLine(one, { atMost });
      }),
      { series: peer },
    ],
    notes: walls,
    differences: [],
  };
};
