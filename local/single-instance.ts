import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Who works on a data folder. */
interface Holder {
  pid: number;
  port: number;
  enginePid?: number;
}

/** The command line of a live process; undefined when there is none. A pid alone may have been given to another program since. */
function commandOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    if (process.platform === "win32") return "local.ts dynoxide DynamoDBLocal";
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    // Gone, or gone between the two questions.
    return undefined;
  }
}

const is = (pid: number | undefined, words: RegExp): boolean => pid !== undefined && words.test(commandOf(pid) ?? "");

async function endEngine(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGTERM", 5],
    ["SIGKILL", 2],
  ] as const) {
    if (!is(pid, /dynoxide|DynamoDBLocal/)) return;
    process.kill(pid, signal);
    for (let tries = 0; tries < seconds * 20 && is(pid, /dynoxide|DynamoDBLocal/); tries++) await pause(50);
  }
}

export class AlreadyRunning extends Error {
  constructor({ pid, port }: Holder) {
    super(
      `Switchbook is already running on this data folder (process ${pid}, http://127.0.0.1:${port}).\n` +
        `Use that one, stop it (kill ${pid}), or start another with its own SWITCHBOOK_DATA and PORT.`,
    );
    this.name = "AlreadyRunning";
  }
}

function holderIn(file: string): Holder | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Its writer was killed while writing, so it is not running.
    return undefined;
  }
}

/**
 * Makes this process the only one on the folder. A killed predecessor may have left its engine behind with the database
 * open: that one is ended first.
 * @throws AlreadyRunning when another one works on it.
 */
export async function holdFolder(folder: string, port: number) {
  const file = join(folder, "local.pid");
  const before = holderIn(file);
  if (before && before.pid !== process.pid && is(before.pid, /local\.ts/)) throw new AlreadyRunning(before);
  if (before?.enginePid !== undefined) await endEngine(before.enginePid);
  rmSync(file, { force: true });
  const write = (holder: Holder, flag: "w" | "wx") => writeFileSync(file, JSON.stringify(holder), { flag });
  write({ pid: process.pid, port }, "wx");
  return {
    noteEngine: (enginePid: number | undefined) =>
      write({ pid: process.pid, port, ...(enginePid === undefined ? {} : { enginePid }) }, "w"),
    release: () => rmSync(file, { force: true }),
  };
}
