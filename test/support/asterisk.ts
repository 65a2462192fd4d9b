import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { aFolder, sipPrograms, untilListening } from "./kamailio.ts";

/** An Asterisk of the machine with the example configuration, for the time of a test. Debian 12 has none. */

const examples = join(import.meta.dirname, "../../examples/switches/asterisk");

/** False, with the reason said, where there is none to try the example with. */
export function hasAsterisk(): boolean {
  const here = spawnSync("asterisk", ["-V"], { stdio: "ignore" }).error === undefined;
  if (!here) process.stdout.write("Asterisk's example is not run: there is no program asterisk here\n");
  return here && sipPrograms();
}

/** What an operator has besides: directories, and where calls come from and go to. */
const around = (folder: string, port: number): Record<string, string> => ({
  "asterisk.conf": `[directories]
astetcdir => ${folder}
${["astvarlibdir", "astdbdir", "astkeydir", "astagidir", "astspooldir", "astrundir", "astlogdir"]
  .map((name) => `${name} => ${folder}/var`)
  .join("\n")}
`,
  "modules.conf": "[modules]\nautoload=yes\n",
  "logger.conf": "[logfiles]\nconsole => notice,warning,error\n",
  "pjsip.conf": `[loopback]
type=transport
protocol=udp
bind=127.0.0.1:${port}
[customers]
type=endpoint
transport=loopback
context=switchbook
disallow=all
allow=ulaw,alaw
direct_media=no
[customers-identify]
type=identify
endpoint=customers
match=127.77.0.0/16
[carriers]
type=endpoint
transport=loopback
context=nowhere
disallow=all
allow=ulaw,alaw
direct_media=no
`,
});

export interface AsteriskSetup {
  port: number;
  /** Example files, each changed for the test. */
  files: Record<string, (example: string) => string>;
}

/** Runs it while the work is done; what it said goes with a failure. @returns the folder of its logs to the work */
export async function whileAsterisk<T>(setup: AsteriskSetup, work: (logs: string) => Promise<T>): Promise<T> {
  const { port, files } = setup;
  const folder = aFolder();
  for (const logs of ["cdr-custom", "cdr-csv"]) mkdirSync(join(folder, "var", logs), { recursive: true });
  for (const [name, text] of Object.entries(around(folder, port))) writeFileSync(join(folder, name), text);
  for (const [name, change] of Object.entries(files))
    writeFileSync(join(folder, name), change(readFileSync(join(examples, name), "utf8")));
  const server = spawn("asterisk", ["-f", "-C", join(folder, "asterisk.conf")], { stdio: "pipe", detached: true });
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  try {
    await untilListening(port);
    await vi.waitFor(() => expect(said).toContain("Asterisk Ready"), { timeout: 60_000 });
    return await work(join(folder, "var"));
  } catch (error) {
    process.stdout.write(`asterisk said:\n${said.slice(-8000)}\n`);
    throw error;
  } finally {
    if (server.exitCode === null) process.kill(-(server.pid ?? 0), "SIGKILL");
  }
}

/** The lines of the file that cdr_custom writes, once there are so many. */
export async function customCdrs(logs: string, count: number): Promise<string> {
  const file = join(logs, "cdr-custom/switchbook.csv");
  const text = () => (existsSync(file) ? readFileSync(file, "utf8") : "");
  await vi.waitFor(() => expect(text().trimEnd().split("\n")).toHaveLength(count), { timeout: 60_000 });
  return text();
}
