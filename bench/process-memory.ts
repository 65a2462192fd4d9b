import { readFileSync, writeFileSync } from "node:fs";

/**
 * Peak of a process's resident memory, in MB (proc_pid_status(5), VmHWM). Not what getrusage says: there a process begins
 * with the peak of the one that started it. Linux only.
 */
export function peakMegabytes(pid: number | "self"): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kibibytes) * 1024) / 1e6;
}

/** Has the peak of this process begin anew at what it has now (proc_pid_clear_refs(5)). */
export const beginPeak = (): void => writeFileSync("/proc/self/clear_refs", "5");
