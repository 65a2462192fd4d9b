import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, vi } from "vitest";
import { hasPrograms, runs } from "./debian-programs.ts";

/** A Kamailio of the machine with the example configurations, for the time of a test. */

const examples = join(import.meta.dirname, "../../examples/switches/kamailio");
const packages = [
  "kamailio",
  "kamailio-json-modules",
  "kamailio-utils-modules",
  "kamailio-extra-modules",
  "sip-tester",
];
const needed = ["acc_json", "jansson", "http_client", "tmx"];
const moduleFolders = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((arch) => `/usr/lib/${arch}/kamailio/modules`);

const hasModules = (): boolean =>
  moduleFolders.some((folder) => needed.every((name) => existsSync(join(folder, `${name}.so`))));

/** Whether Kamailio with the modules of the examples is here. */
export const hasKamailio = (): boolean => runs("kamailio") && hasModules();

/** Whether calls can be tried here, installed for it where that may be done. */
export const sipPrograms = (): boolean =>
  hasPrograms(() => hasKamailio() && runs("sipp"), packages, "no real calls are made");

const folders: string[] = [];
export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-switch-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const aFreeUdpPort = (host = "127.0.0.1"): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, host, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** Whether the port is taken. */
const isListening = (port: number, host = "127.0.0.1"): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(true));
    socket.bind(port, host, () => socket.close(() => resolve(false)));
  });

export const untilListening = (port: number): Promise<void> =>
  vi.waitFor(async () => expect(await isListening(port)).toBe(true), { timeout: 30_000, interval: 100 });

export interface KamailioSetup {
  port: number;
  /** Example files in their order, each changed for the test. */
  files: Record<string, (example: string) => string>;
  /** What request_route does with a new INVITE. */
  invite: string;
  /** What it does with a REGISTER. */
  register?: string;
  children?: number;
}

/** The main file around examples: what they leave to the operator. */
export function kamailioConfig({ port, files, invite, register = "t_relay();", children = 1 }: KamailioSetup): string {
  const folder = aFolder();
  const modules = ["tm", "rr", "pv", "sl", "xlog", "textops", "siputils"].map((name) => `loadmodule "${name}.so"`);
  const includes = Object.entries(files).map(([file, change]) => {
    writeFileSync(join(folder, file), change(readFileSync(join(examples, file), "utf8")));
    return `include_file "${folder}/${file}"`;
  });
  const main = join(folder, "kamailio.cfg");
  writeFileSync(
    main,
    `listen=udp:127.0.0.1:${port}
children=${children}
disable_tcp=yes
${modules.join("\n")}
${includes.join("\n")}
request_route {
  if (has_totag()) {
    if (loose_route()) t_relay();
    else if (is_method("ACK") && t_check_trans()) t_relay();
    exit;
  }
  if (is_method("CANCEL")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  if (is_method("INVITE")) {
    record_route();
    ${invite}
  }
  if (is_method("REGISTER")) {
    ${register}
  }
  t_relay();
}
`,
  );
  return main;
}

/** Runs it while the work is done; what it said goes with a failure. */
export async function whileKamailio<T>(setup: KamailioSetup, work: () => Promise<T>): Promise<T> {
  const { port } = setup;
  const main = kamailioConfig(setup);
  const server = spawn("kamailio", ["-DD", "-E", "-m", "64", "-f", main], { stdio: "pipe", detached: true });
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  try {
    await vi.waitFor(() => expect(said).toContain("Listening on"), { timeout: 30_000 });
    await untilListening(port);
    return await work();
  } catch (error) {
    process.stdout.write(`kamailio said:\n${said.slice(-8000)}\n`);
    throw error;
  } finally {
    if (server.exitCode === null) process.kill(-(server.pid ?? 0), "SIGKILL");
  }
}
