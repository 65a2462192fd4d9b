import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Whether the program is on this machine. */
export const runs = (program: string): boolean => spawnSync(program, ["-v"], { stdio: "ignore" }).error === undefined;

/**
 * Debian's own packages, where we may install them.
 * @param here whether what is needed is there
 * @param without what is not tried without them, as it is said aloud
 */
export function hasPrograms(here: () => boolean, packages: readonly string[], without: string): boolean {
  if (here()) return true;
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) {
    process.stdout.write(`${without}: install ${packages.join(" ")}\n`);
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-qq", "-y", "-o", "DPkg::Lock::Timeout=300", ...args], { env, stdio: ["ignore", 2, 2] });
  apt("update");
  apt("install", "--no-install-recommends", ...packages);
  if (!here()) process.stdout.write(`${without}: ${packages.join(" ")} could not be installed\n`);
  return here();
}
