import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { cleanEnvironment, start, untilHealthy } from "../support/local-stack.ts";

const root = join(import.meta.dirname, "../..");

/** A process that is neither gone nor a zombie that waits to be collected. */
const isAlive = (pid: number) =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout);

async function signIn(port: number) {
  const base = `http://127.0.0.1:${port}`;
  const [admin] = (await (await fetch(`${base}/local/sign-ins`)).json()) as { username: string; password: string }[];
  const headers = { "content-type": "application/json", origin: base };
  const body = JSON.stringify({ username: admin?.username, password: admin?.password });
  return (await fetch(`${base}/api/v1/session`, { method: "POST", headers, body })).status;
}

test("a killed stack starts again on its data, ends the engine that was left behind, and stops without a trace", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-start-"));
  const port = await freePort();
  const settings = { PORT: String(port), SWITCHBOOK_DATA: folder };
  const holder = () =>
    JSON.parse(readFileSync(join(folder, "local.pid"), "utf8")) as { pid: number; enginePid: number };
  const first = start(settings);
  await untilHealthy(port, first);
  expect(await signIn(port)).toBe(200);
  const orphan = holder().enginePid;

  const refused = start({ ...settings, PORT: String(await freePort()) });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(`http://127.0.0.1:${port}`);

  first.child.kill("SIGKILL");
  await first.ended;
  expect(isAlive(orphan)).toBe(true);
  const second = start(settings);
  await untilHealthy(port, second);
  expect(isAlive(orphan)).toBe(false);
  // The administrator of the first start is still there, with the same password.
  expect(await signIn(port)).toBe(200);

  const { enginePid } = holder();
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(isAlive(enginePid)).toBe(false);
  expect(existsSync(join(folder, "local.pid"))).toBe(false);
});

test("a port in use is told together with the way out", async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  const folder = mkdtempSync(join(tmpdir(), "switchbook-port-"));
  const refused = start({ PORT: String(port), SWITCHBOOK_DATA: folder });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(`Port ${port} is in use`);
  expect(refused.output()).toContain(`PORT=${port + 1} npm start`);
  server.close();
});

test("every wrong setting is named at once", async () => {
  const refused = start({ PORT: "70000", SWITCHBOOK_DEMO: "yes", SWITCHBOOK_CLOCK: "tomorrow" });
  expect(await refused.ended).toBe(1);
  for (const name of ["PORT", "SWITCHBOOK_DEMO", "SWITCHBOOK_CLOCK"]) expect(refused.output()).toContain(`${name}:`);
});

/** A checkout in which nothing is installed, and a PATH with this Node alone. */
function bareCheckout() {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-bare-"));
  mkdirSync(join(folder, "local"));
  mkdirSync(join(folder, "path"));
  for (const file of ["local/launch.cjs", "local/platform.cjs", "package-lock.json"])
    copyFileSync(join(root, file), join(folder, file));
  symlinkSync(process.execPath, join(folder, "path", "node"));
  return folder;
}

test.each([
  { platform: "linux-arm64", says: ["openjdk-17-jre-headless", "export DYNAMODB_ENDPOINT"] },
  { platform: "darwin-arm64", says: ["brew install --cask temurin"] },
  { platform: "win32-x64", says: ["winget install EclipseAdoptium.Temurin", "set DYNAMODB_ENDPOINT"] },
])(
  "on $platform without an engine the start ends at once with the shortest way, and installs nothing",
  ({ platform, says }) => {
    const folder = bareCheckout();
    const env = { PATH: join(folder, "path"), SWITCHBOOK_PRETEND_PLATFORM: platform };
    const run = spawnSync(process.execPath, ["local/launch.cjs", "bin/local.ts"], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    for (const text of [platform, "Nothing was installed", ...says]) expect(run.stderr).toContain(text);
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
  },
);

test("an engine of one's own is enough where none comes along", () => {
  const folder = bareCheckout();
  const env = {
    PATH: join(folder, "path"),
    SWITCHBOOK_PRETEND_PLATFORM: "darwin-arm64",
    DYNAMODB_ENDPOINT: "http://127.0.0.1:1",
  };
  const run = spawnSync(process.execPath, ["local/launch.cjs", "bin/local.ts"], { cwd: folder, env, encoding: "utf8" });
  // The next thing that it does is to install; there is no npm here.
  expect(run.stderr).toContain("Installing the locked packages");
  expect(existsSync(join(folder, ".switchbook-installing"))).toBe(false);
});

test("packages are installed again when they are gone or when the lock has changed", () => {
  const folder = bareCheckout();
  mkdirSync(join(folder, "node_modules"));
  const npm = join(folder, "path", "npm");
  copyFileSync("/bin/echo", npm);
  const launch = () =>
    spawnSync(process.execPath, ["local/launch.cjs", "-e", "0"], {
      cwd: folder,
      env: { PATH: dirname(npm) },
      encoding: "utf8",
    }).stderr;
  expect(launch()).toContain("Installing");
  expect(launch()).not.toContain("Installing");
  copyFileSync(join(root, "package.json"), join(folder, "package-lock.json"));
  expect(launch()).toContain("Installing");
});

test.runIf(process.platform !== "win32")("when npm is killed, what it started ends by itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-npm-"));
  const packageJson = { scripts: { start: `node ${join(root, "local/launch.cjs")} -e 'setInterval(() => {}, 1000)'` } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson));
  const npm = spawn("npm", ["start"], { cwd: folder, stdio: "ignore", env: cleanEnvironment() });
  const childrenOf = (pid: number | undefined) => {
    const listed = spawnSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).stdout.trim().split("\n");
    const pairs = listed.map((line) => line.trim().split(/\s+/).map(Number));
    return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
  };
  const descendantsOf = (pid: number | undefined): number[] =>
    childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
  let all: number[] = [];
  for (let tries = 0; tries < 200 && all.length < 2; tries++) {
    await pause(100);
    all = descendantsOf(npm.pid);
  }
  await pause(500);
  all = descendantsOf(npm.pid);
  npm.kill("SIGKILL");
  for (let tries = 0; tries < 100 && all.some(isAlive); tries++) await pause(100);
  expect(all.length).toBeGreaterThan(1);
  expect(all.filter(isAlive)).toEqual([]);
});
