// Runs a TypeScript file of the project on Node 24, whatever Node the machine has, and installs the locked packages
// first when they are missing or stale. Nothing but Node and npm is needed. Where that cannot work, it says so at once,
// before anything is installed.
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { missingScreen, stackFlags, stackMemory } = require("./platform.cjs");

const root = path.resolve(__dirname, "..");
const modules = path.join(root, "node_modules");
/** Inside node_modules, so that it goes when the packages go. */
const stamp = path.join(modules, ".switchbook-install");
const lock = path.join(root, ".switchbook-installing");

function wantedHash() {
  const packages = fs.readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(packages).update(`${process.platform}-${process.arch}`).digest("hex");
}

const installed = () => fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wantedHash();
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Two commands started side by side must not install into one folder at the same time. False: another one has done it. */
function takeLock() {
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = fs.existsSync(lock) ? Number(fs.readFileSync(lock, "utf8")) : 0;
    if (holder > 0 && !isAlive(holder)) fs.rmSync(lock, { force: true });
    else sleep(500);
    if (installed()) return false;
  }
}

function npmCi() {
  process.stderr.write("Installing the locked packages (first run only) ...\n");
  const windows = process.platform === "win32";
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  return spawnSync(windows ? "npm.cmd" : "npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: windows }).status;
}

/** Installing through a link would empty the folder of whoever shares it. */
function refuseLink() {
  if (!fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  process.stderr.write(
    "node_modules is a link, and what it points to is not what package-lock.json names. Run npm ci there.\n",
  );
  process.exit(1);
}

function install() {
  if (installed()) return;
  refuseLink();
  if (!takeLock()) return;
  let status = 0;
  try {
    if (!installed()) status = npmCi();
    if (status === 0) fs.writeFileSync(stamp, wantedHash());
  } finally {
    fs.rmSync(lock, { force: true });
  }
  if (status === 0) return;
  process.stderr.write("npm ci failed; see its message above.\n");
  process.exit(status || 1);
}

function nodeBinary() {
  const shipped = path.join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (fs.existsSync(shipped)) return shipped;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  process.stderr.write(
    `${shipped} is missing: npm left out the optional packages. Remove node_modules and try again.\n`,
  );
  process.exit(1);
}

const screen = missingScreen(process.argv[2]);
/** Our parent and its parent: npm itself, or the shell that npm runs us in, and npm. */
function ancestors() {
  const parent = process.ppid;
  try {
    const words = fs.existsSync("/proc/self/stat")
      ? fs
          .readFileSync(`/proc/${parent}/stat`, "utf8")
          .replace(/^.*\) /, "")
          .split(" ")
      : ["", spawnSync("ps", ["-o", "ppid=", "-p", String(parent)], { encoding: "utf8" }).stdout.trim()];
    return `${parent} ${words[1]}`;
  } catch {
    return `${parent} gone`;
  }
}

if (screen !== undefined) {
  process.stderr.write(screen);
  process.exit(1);
}
install();
const node = nodeBinary();
const isStack = process.argv[2] === "bin/local.ts";
const flags = ["--disable-warning=ExperimentalWarning", ...(isStack ? stackFlags : [])];
const child = spawn(node, [...flags, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...(isStack ? stackMemory : {}),
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + process.env.PATH,
    SWITCHBOOK_LAUNCHER: String(process.pid),
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
if (process.env.npm_lifecycle_event && process.platform !== "win32") {
  // npm waits for its script: another ancestor means that npm was killed, and nobody is left who could press Ctrl-C.
  const before = ancestors();
  setInterval(() => ancestors() !== before && child.kill("SIGTERM"), 1000).unref();
}
child.on("exit", (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code === null ? 1 : code);
});
