import { spawn } from "node:child_process";
import type { Part, Program } from "./part.ts";
import type { Outcome } from "./report.ts";

interface Ended {
  status: number;
  output: string;
}

/** Runs a program in a group of its own, so that what it started ends with it; shows what it writes as it comes. */
function started({ args, env }: Program): { end(): void; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => {
    output += piece;
    process.stdout.write(piece);
  });
  return {
    end() {
      const isRunning = child.exitCode === null && child.signalCode === null;
      if (child.pid !== undefined && isRunning) process.kill(-child.pid, "SIGKILL");
    },
    ended: new Promise((resolve) => child.once("close", (code) => resolve({ status: code ?? 1, output }))),
  };
}

/** Runs a part's programs side by side, at most so many minutes, and takes its figures out of what they write. */
export async function run(part: Part, limit: number): Promise<Outcome> {
  const began = Date.now();
  const programs = part.programs.map(started);
  const end = () => {
    for (const program of programs) program.end();
  };
  process.once("exit", end);
  let isLate = false;
  const limited = setTimeout(() => {
    isLate = true;
    end();
  }, limit * 60_000);
  const ended = await Promise.all(programs.map(({ ended }) => ended));
  clearTimeout(limited);
  process.removeListener("exit", end);
  const { name, says, size } = part;
  const status = isLate ? null : (ended.find(({ status }) => status !== 0)?.status ?? 0);
  const figures = ended.flatMap(({ output }) => part.figures(output));
  return { part: { name, says, size }, status, seconds: (Date.now() - began) / 1000, figures };
}
