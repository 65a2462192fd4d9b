import { readdirSync, readFileSync } from "node:fs";

/** What a process and those that it started take of the machine (proc_pid_stat(5)). Linux only. */

/** Of Linux on every architecture that we run on. */
const ticksPerSecond = 100;

export interface Taken {
  /** Processor time since it began, in seconds. */
  processorSeconds: number;
  /**
   * Memory of its own, in MB (proc_pid_status(5), RssAnon). Files that it maps, as the stream's store does with what it
   * keeps, are the kernel's to take back.
   */
  megabytes: number;
  /** Open files, sockets and pipes. */
  handles: number;
}

/** The process first, then what it started. */
function familyOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return [pid, ...(text === "" ? [] : text.split(" ").flatMap((child) => familyOf(Number(child))))];
}

function takenBy(pid: number): Taken {
  // The name, in parentheses, may hold anything.
  const [, after = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const fields = after.split(" ");
  const [, kibibytes] = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return {
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    megabytes: (Number(kibibytes) * 1024) / 1e6,
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

export function takenByFamily(pid: number): Taken {
  const sum: Taken = { processorSeconds: 0, megabytes: 0, handles: 0 };
  for (const one of familyOf(pid).map(takenBy))
    for (const name of ["processorSeconds", "megabytes", "handles"] as const) sum[name] += one[name];
  return sum;
}
