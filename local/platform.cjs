// What this machine lacks to run Switchbook, and the shortest way to get it. Runs on any Node, before any package is
// installed.
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const leastNode = 24;
const leastJava = 17;
/** For these a Node 24 comes with the packages. */
const nodeShipped = ["linux-x64", "linux-arm64"];
/** For these a DynamoDB engine comes with the packages. */
const engineShipped = ["linux-x64"];
/** Commands that start the engine; the others only need Node. */
const needsEngine = /(^|[\\/])(bin[\\/](local|test)|bench[\\/]run)\.ts$/;

/** `linux-x64`. A test may pretend another one. */
const platform = process.env.SWITCHBOOK_PRETEND_PLATFORM || `${process.platform}-${process.arch}`;

const ways = {
  darwin: { node: "brew install node", java: "brew install --cask temurin", endpoint: "export" },
  linux: {
    node: "install Node 24 from https://nodejs.org/en/download",
    java: "sudo apt-get install -y openjdk-17-jre-headless      (Debian, Ubuntu; elsewhere any Java 17 or newer)",
    endpoint: "export",
  },
  win32: {
    node: "winget install OpenJS.NodeJS",
    java: "winget install EclipseAdoptium.Temurin.21.JRE",
    endpoint: "set",
  },
};

/** The first directory of PATH that has the program. */
function onPath(name) {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  const folders = (process.env.PATH || "").split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((one) => path.join(folder, one))).find((file) => fs.existsSync(file));
}

/** Major version of the Java on the PATH; 0 when there is none. */
function javaVersion() {
  if (!onPath("java")) return 0;
  const { stderr, stdout } = spawnSync("java", ["-version"], { encoding: "utf8", timeout: 20000 });
  const match = /version "(\d+)/.exec(`${stderr}${stdout}`);
  return match ? Number(match[1]) : 0;
}

const hasEngine = () =>
  Boolean(process.env.DYNAMODB_ENDPOINT) ||
  engineShipped.includes(platform) ||
  onPath("dynoxide") !== undefined ||
  javaVersion() >= leastJava;

const hasNode = () => nodeShipped.includes(platform) || Number(process.versions.node.split(".")[0]) >= leastNode;

function screenFor(steps) {
  const lines = steps.map((step, index) => `  ${index + 1}. ${step.what}\n\n       ${step.how}\n`);
  return (
    `Switchbook cannot start on this machine (${platform}) yet. Nothing was installed or changed.\n\n` +
    `${lines.join("\n")}\nThen run the same command again.\n`
  );
}

/** One screen of text, or undefined when `script` can run here. */
function missingScreen(script) {
  const way = ways[platform.split("-")[0]] || ways.linux;
  const steps = [];
  if (!hasNode()) steps.push({ what: `Node ${leastNode} or newer (this is ${process.versions.node}):`, how: way.node });
  if (needsEngine.test(script || "") && !hasEngine())
    steps.push({
      what: `Java ${leastJava} or newer, for Amazon's DynamoDB Local, which comes with the packages:`,
      how: `${way.java}\n\n     or a DynamoDB of your own:\n\n       ${way.endpoint} DYNAMODB_ENDPOINT=http://127.0.0.1:8000`,
    });
  return steps.length > 0 ? screenFor(steps) : undefined;
}

/**
 * How the stack's process is started. In it are the stand-ins and all the functions, and files of gigabytes pass through:
 * rows die young, so a small nursery keeps them out of the old heap; left alone, V8 lets the old heap grow to several
 * times of what lives in it before it collects, so it is told to collect when a tenth more is there; and glibc, left
 * alone, keeps an arena for each thread that it never gives back, which doubles the process after some thousand buffers.
 */
const stackFlags = ["--max-semi-space-size=4", "--heap-growing-percent=10"];
const stackMemory = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

module.exports = { engineShipped, javaVersion, leastJava, missingScreen, onPath, stackFlags, stackMemory };
