import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startStack } from "../../bench/own-stack.ts";
import { type Taken, takenByFamily } from "../../bench/process-family.ts";

/** The local stack of a soak: it is killed and started again on what it left, and what it takes is written down. */

export interface Sample extends Taken {
  /** Seconds since the soak began. */
  at: number;
  /** How many times it was killed before. */
  life: number;
  /** MB of its data folder. */
  disk: number;
}

function megabytesOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes / 1e6;
}

/** @param way port by which it speaks to its table */
export async function soakStack(port: number, folder: string, password: string, way: number) {
  const began = Date.now();
  const flags = ["--import", join(import.meta.dirname, "soak-detour.ts")];
  const start = () => startStack(port, folder, password, { flags, env: { SOAK_WAY: String(way) } });
  let stack = await start();
  // Whatever this ends with, nothing is left behind.
  process.once("exit", () => stack.child.kill("SIGKILL"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  let life = 0;
  let isUp = true;
  const samples: Sample[] = [];
  return {
    samples,
    lives: () => life,
    async kill(): Promise<void> {
      isUp = false;
      stack.child.kill("SIGKILL");
      await stack.ended;
      stack = await start();
      life++;
      isUp = true;
    },
    async watch(until: number): Promise<void> {
      for (; Date.now() < until; await pause(5000)) {
        if (!isUp || stack.child.pid === undefined) continue;
        const taken = takenByFamily(stack.child.pid);
        samples.push({ ...taken, life, disk: megabytesOf(folder), at: (Date.now() - began) / 1000 });
      }
    },
    async stop(): Promise<void> {
      stack.child.kill("SIGTERM");
      await stack.ended;
    },
  };
}
