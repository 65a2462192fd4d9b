/**
 * Stands for `node:child_process` in every bundle. Libraries name it for what a function never does, as credentials that a
 * program of the developer's machine prints: no code that runs in AWS can start a program, whoever gets it to try.
 */
const refuse = () => {
  throw new Error("Functions start no programs.");
};
module.exports = { exec: refuse, execFile: refuse, execSync: refuse, fork: refuse, spawn: refuse, spawnSync: refuse };
